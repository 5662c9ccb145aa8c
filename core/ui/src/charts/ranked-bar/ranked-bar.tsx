import { Bar } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { NameText } from '../name-text.tsx'
import { summarize } from '../summarize.ts'
import { rankedBarLayout, type DrawnBar, type RankedBarLayout } from './ranked-bar-layout.ts'

/** Categories from the largest down on one scale from zero: name, bar, value, and a second value or share. */
export function RankedBar(props: PropsOfView<'ranked_bar'>) {
  const { frame, width, height, locale, label } = props
  const layout = rankedBarLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      {layout.bars.map((bar) => (
        <Row key={bar.key} bar={bar} layout={layout} />
      ))}
      {layout.note !== '' && (
        <ChartText x={0} y={layout.bars.length * layout.rowHeight + 15}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Row({ bar, layout }: { readonly bar: DrawnBar; readonly layout: RankedBarLayout }) {
  const { rowHeight, stacked, valueRight, secondaryRight } = layout
  const textY = stacked ? bar.y + 14 : bar.y + rowHeight / 2 + 4.5
  const thickness = stacked ? 10 : Math.min(16, Math.max(rowHeight - 8, rowHeight * 0.6))
  const barY = round(stacked ? bar.y + 21 : bar.y + (rowHeight - thickness) / 2)
  return (
    <g>
      <NameText x={0} y={textY} lines={bar.lines} size={13} />
      <Bar x={round(bar.start)} y={barY} width={round(bar.length)} height={thickness} rx={2} fill={bar.color} />
      {bar.target !== undefined && (
        <Bar
          x={round(bar.target - 1)}
          y={barY - 2}
          width={2}
          height={thickness + 4}
          fill={ink('text')}
          stroke={ink('card')}
          paintOrder="stroke"
        />
      )}
      <ChartText x={valueRight} y={textY} size={13} weight={600} tone="text" anchor="end">
        {bar.valueText}
      </ChartText>
      {bar.secondaryText !== '' && (
        <ChartText x={secondaryRight} y={textY} anchor="end">
          {bar.secondaryText}
        </ChartText>
      )}
    </g>
  )
}
