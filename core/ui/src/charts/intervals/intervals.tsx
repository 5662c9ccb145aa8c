import { Bar } from '@visx/shape'
import { hitText } from '../../tooltip/hit.ts'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { NameText } from '../name-text.tsx'
import { textWidth } from '../../format/text-width.ts'
import { intervalsHits } from './intervals-hits.ts'
import { intervalsLayout, type DrawnInterval, type IntervalsLayout, type IntervalVerdict } from './intervals-layout.ts'

const tones: { readonly [V in IntervalVerdict]: string } = {
  better: 'good',
  worse: 'bad',
  differs: 'text',
  'within noise': 'secondary',
  '': 'secondary',
}

/** Estimates as dots on the interval that each may lie in, a line at the reference, and in words what differs from it. */
export function Intervals(props: PropsOfView<'intervals'>) {
  const { width, height, label } = props
  const layout = intervalsLayout(props)
  const { reference, plot, note } = layout
  const said = intervalsHits(props).map(hitText).join('. ')
  // why: where names stand above their interval the line would cross them
  const lines = layout.stacked
    ? layout.rows.map(({ y }) => [round(y + 20), round(y + 34)] as const)
    : [[0, plot.bottom + 4] as const]
  const half = reference === undefined ? 0 : textWidth(reference.text) / 2
  return (
    <ChartSvg width={width} height={height} label={label ?? `Intervals. ${said}.`}>
      {reference !== undefined && (
        <g>
          {lines.map(([y1, y2]) => (
            <line
              key={y1}
              x1={reference.x}
              x2={reference.x}
              y1={y1}
              y2={y2}
              stroke={ink('secondary')}
              strokeDasharray="2 2"
            />
          ))}
          <ChartText x={Math.max(half, Math.min(width - half, reference.x))} y={plot.bottom + 17} anchor="middle">
            {reference.text}
          </ChartText>
        </g>
      )}
      {layout.rows.map((row) => (
        <Row key={row.key} row={row} layout={layout} width={width} />
      ))}
      {note !== '' && (
        <ChartText x={0} y={height - 4}>
          {note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Row(props: { readonly row: DrawnInterval; readonly layout: IntervalsLayout; readonly width: number }) {
  const { row, layout, width } = props
  const { stacked, rowHeight } = layout
  const textY = stacked ? row.y + 14 : row.y + rowHeight / 2 + 4.5
  const y = stacked ? row.y + 27 : row.y + rowHeight / 2
  const tone = ink(row.verdict === 'within noise' || row.verdict === '' ? 'accent' : tones[row.verdict])
  return (
    <g>
      <NameText x={0} y={textY} lines={row.lines} size={13} />
      {row.from !== undefined && row.to !== undefined && (
        <Bar
          x={row.from}
          y={round(y - 2.5)}
          width={round(Math.max(1, row.to - row.from))}
          height={5}
          rx={2}
          fill={tone}
          fillOpacity={0.4}
        />
      )}
      {row.x !== undefined && (
        <circle cx={row.x} cy={round(y)} r={5} fill={tone} stroke={ink('card')} strokeWidth={1.5} />
      )}
      <ChartText
        x={stacked ? width - (row.verdict === '' ? 0 : textWidth(row.verdict) + 10) : layout.valueRight}
        y={textY}
        size={13}
        weight={600}
        tone="text"
        anchor="end"
      >
        {row.valueText}
      </ChartText>
      {row.verdict !== '' && (
        <ChartText x={width} y={textY} weight={500} tone={tones[row.verdict]} anchor="end">
          {row.verdict}
        </ChartText>
      )}
    </g>
  )
}
