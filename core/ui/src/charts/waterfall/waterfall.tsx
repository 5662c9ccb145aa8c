import { Bar } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { hitText } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { NameText } from '../name-text.tsx'
import { waterfallHits } from './waterfall-hits.ts'
import { waterfallLayout } from './waterfall-layout.ts'

/** From an opening over gains and losses to a closing: each bar begins where the one before it ended. */
export function Waterfall(props: PropsOfView<'waterfall'>) {
  const { width, height, label } = props
  const { steps, rowHeight, stacked, zero, note } = waterfallLayout(props)
  const said = waterfallHits(props).map(hitText).join('. ')
  const thick = stacked ? 10 : Math.min(18, rowHeight * 0.6)
  const topOf = (y: number) => round(stacked ? y + 19 : y + (rowHeight - thick) / 2)
  return (
    <ChartSvg width={width} height={height} label={label ?? `Movements. ${said}.`}>
      <line x1={zero} x2={zero} y1={0} y2={round(steps.length * rowHeight)} stroke={ink('grid')} />
      {steps.map(({ key, kind, lines, valueText, x, width: wide, y, end, color }, index) => (
        <g key={key}>
          <NameText
            x={0}
            y={stacked ? y + 13 : y + rowHeight / 2 + 4.5}
            lines={lines}
            size={13}
            weight={kind === 'level' ? 600 : 400}
          />
          <Bar x={x} y={topOf(y)} width={wide} height={round(thick)} rx={2} fill={color} />
          {index < steps.length - 1 && (
            <line
              x1={end}
              x2={end}
              y1={round(topOf(y) + thick)}
              y2={topOf(y + rowHeight)}
              stroke={ink('faint')}
              strokeDasharray="2 2"
            />
          )}
          <ChartText
            x={width}
            y={stacked ? y + 13 : y + rowHeight / 2 + 4.5}
            size={13}
            weight={600}
            tone="text"
            anchor="end"
          >
            {valueText}
          </ChartText>
        </g>
      ))}
      {note !== '' && (
        <ChartText x={0} y={height - 4}>
          {note}
        </ChartText>
      )}
    </ChartSvg>
  )
}
