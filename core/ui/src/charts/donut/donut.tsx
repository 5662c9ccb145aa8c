import { arc } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText, round } from '../chart-text.tsx'
import { RankedBar } from '../ranked-bar/ranked-bar.tsx'
import { summarize } from '../summarize.ts'
import { textWidth } from '../../format/text-width.ts'
import { donutLayout, donutRows, type DonutLayout, type DrawnPart } from './donut-layout.ts'

/** Few shares of one whole as a ring, each named with its value; ranked bars where the values are none. */
export function Donut(props: PropsOfView<'donut'>) {
  const { frame, width, height, locale, label, options } = props
  const ranking = donutRows(props)
  if (ranking === undefined) return <RankedBar {...props} options={{ top: options?.top }} />
  const layout = donutLayout(props, ranking)
  const { ring, parts, totalText } = layout
  const size = Math.min(24, (20 * (2 * ring.inner - 12)) / Math.max(1, textWidth(totalText, 20)))
  const alone = parts.filter(({ angles }) => angles !== null).length === 1
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <g transform={`translate(${round(ring.x)} ${round(ring.y)})`}>
        {parts.map(({ key, angles, color }) => (
          <path
            key={key}
            d={angles === null ? '' : ringPath(ring, angles)}
            fill={color}
            stroke={alone ? undefined : ink('card')}
            strokeWidth={2}
          />
        ))}
      </g>
      {totalText !== '' && size >= 11 && (
        <ChartText x={ring.x} y={ring.y + size * 0.36} size={round(size)} weight={600} tone="text" anchor="middle">
          {totalText}
        </ChartText>
      )}
      {parts.map((part) => (
        <Line key={part.key} part={part} layout={layout} />
      ))}
    </ChartSvg>
  )
}

function ringPath(
  { radius, inner }: DonutLayout['ring'],
  { from, to }: { readonly from: number; readonly to: number },
) {
  return arc<null>({ innerRadius: inner, outerRadius: radius, startAngle: from, endAngle: to })(null) ?? ''
}

function Line({ part, layout }: { readonly part: DrawnPart; readonly layout: DonutLayout }) {
  const { left, right, valueRight, lineHeight } = layout.list
  const y = part.y + lineHeight / 2 + 4.5
  return (
    <g>
      <rect x={round(left)} y={round(y - 10)} width={10} height={10} rx={2} fill={part.color} />
      <ChartText x={left + 18} y={y} size={13} tone="text">
        {part.text}
      </ChartText>
      <ChartText x={valueRight} y={y} size={13} weight={600} tone="text" anchor="end">
        {part.valueText}
      </ChartText>
      {part.shareText !== '' && (
        <ChartText x={right} y={y} anchor="end">
          {part.shareText}
        </ChartText>
      )}
    </g>
  )
}
