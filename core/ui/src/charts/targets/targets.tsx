import type { ChartProps } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { hitText } from '../../tooltip/hit.ts'
import { fitText, textWidth } from '../../format/text-width.ts'
import { BulletBar } from './bullet-bar.tsx'
import { targetsHits } from './targets-hits.ts'
import { targetsLayout, type DrawnTarget, type TargetsLayout } from './targets-layout.ts'
import { verdictTones } from './verdict-words.ts'

/** Values against their targets: a bar, a tick at the target, the side that meets it tinted, and the verdict in words. */
export function Targets(props: ChartProps) {
  const { width, height, label } = props
  const layout = targetsLayout(props)
  const said = targetsHits(props).map(hitText).join('. ')
  return (
    <ChartSvg width={width} height={height} label={label ?? `Targets. ${said}.`}>
      {layout.rows.map((row) => (
        <Row key={row.key} row={row} layout={layout} width={width} />
      ))}
      {layout.note !== '' && (
        <ChartText x={0} y={layout.rows.length * layout.rowHeight + 12}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}

function Row(props: { readonly row: DrawnTarget; readonly layout: TargetsLayout; readonly width: number }) {
  const { row, layout, width } = props
  const { arrangement, targetRight } = layout
  const { y, valueText, valueRight } = row
  const below = arrangement === 'below'
  return (
    <g>
      <ChartText x={0} y={y + 13} size={13} tone="text">
        {fitText(row.title, valueRight - textWidth(valueText, 13) - 10, 13)}
      </ChartText>
      <ChartText x={valueRight} y={y + 13} size={13} weight={600} tone="text" anchor="end">
        {valueText}
      </ChartText>
      {arrangement !== 'short' && (
        <ChartText x={below ? 0 : targetRight} y={below ? y + 42 : y + 13} anchor={below ? 'start' : 'end'}>
          {row.targetText}
        </ChartText>
      )}
      {row.verdictText !== '' && (
        <ChartText x={width} y={below ? y + 42 : y + 13} weight={500} tone={verdictTones[row.verdict]} anchor="end">
          {row.verdictText}
        </ChartText>
      )}
      <BulletBar row={row} y={below ? y + 20 : y + 21} width={width} />
    </g>
  )
}
