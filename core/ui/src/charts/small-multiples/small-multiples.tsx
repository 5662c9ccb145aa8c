import { LinePath } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { linePath, lonePoints } from '../line/line-path.ts'
import { summarize } from '../summarize.ts'
import { smallMultiplesLayout, type DrawnMultiple } from './small-multiples-layout.ts'

/** A small line for each category, all on one scale, with its name and its latest value. */
export function SmallMultiples(props: PropsOfView<'small_multiples'>) {
  const { frame, width, height, locale, label } = props
  const { multiples, partial, cell, note } = smallMultiplesLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      {multiples.map((one) => (
        <Multiple key={one.series.key} one={one} partial={partial} width={cell.width} />
      ))}
      <ChartText x={0} y={height - 4}>
        {note}
      </ChartText>
    </ChartSvg>
  )
}

function Multiple(props: {
  readonly one: DrawnMultiple
  readonly partial: readonly boolean[]
  readonly width: number
}) {
  const { one, partial, width } = props
  const { x, y, zero, points, compared, last } = one
  const { solid, dashed } = linePath(points, partial)
  const end = last === undefined ? undefined : points[last]
  return (
    <g>
      <ChartText x={x} y={y + 13} size={13} tone="text">
        {one.text}
      </ChartText>
      <ChartText x={x + width} y={y + 13} size={13} weight={600} tone="text" anchor="end">
        {one.lastText}
      </ChartText>
      <line x1={round(x)} x2={round(x + width)} y1={zero} y2={zero} stroke={ink('grid')} />
      <g fill="none" stroke={ink('accent')} strokeWidth={1.5} strokeLinejoin="round" strokeLinecap="round">
        <LinePath
          data={[...compared]}
          x={(point) => point.x}
          y={(point) => point.y ?? 0}
          defined={(point) => point.y !== null}
          stroke={ink('accent')}
          strokeOpacity={0.4}
        />
        {solid !== '' && <path d={solid} />}
        {dashed !== '' && <path d={dashed} strokeDasharray="2 4" />}
      </g>
      {lonePoints(points).map((point) => (
        <circle key={point.x} cx={point.x} cy={point.y} r={2} fill={ink('accent')} />
      ))}
      {end !== undefined && end.y !== null && <circle cx={end.x} cy={end.y} r={2.5} fill={ink('accent')} />}
    </g>
  )
}
