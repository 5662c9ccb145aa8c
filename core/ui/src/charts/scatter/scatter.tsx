import { ink } from '../../theme/ink.ts'
import { Axes } from '../axes/axes.tsx'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import { fitText } from '../../format/text-width.ts'
import { WrappedText } from '../wrapped-text.tsx'
import { scatterLayout } from './scatter-layout.ts'

/** Points by two metrics, named where there is room. */
export function Scatter(props: PropsOfView<'scatter'>) {
  const { frame, width, height, locale, label } = props
  const { plot, points, names, radius, across, up, cross, note, ...layout } = scatterLayout(props)
  if (points.length === 0)
    return (
      <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
        <WrappedText x={0} y={16} width={width} lines={3}>
          {`Nothing to place: a point needs both ${across.title} and ${up.title}. ${note}`}
        </WrappedText>
      </ChartSvg>
    )
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <ChartText x={0} y={12}>
        {fitText(`↑ ${up.title}`, width)}
      </ChartText>
      <Axes plot={plot} xTicks={layout.xTicks} yTicks={layout.yTicks} />
      <ChartText x={plot.right} y={plot.bottom + 34} anchor="end">
        {fitText(`${across.title} →`, width)}
      </ChartText>
      {cross !== undefined && (
        <g stroke={ink('secondary')} strokeDasharray="2 2">
          <line x1={cross.x} x2={cross.x} y1={plot.top} y2={plot.bottom} />
          <line x1={plot.left} x2={plot.right} y1={cross.y} y2={cross.y} />
        </g>
      )}
      {points.map(({ x, y }, index) => (
        <circle key={index} cx={x} cy={y} r={radius} fill={ink('accent')} fillOpacity={0.75} stroke={ink('card')} />
      ))}
      {names.map(({ x, y, text }) => (
        <ChartText key={`${x} ${y}`} x={x} y={y} tone="text">
          {text}
        </ChartText>
      ))}
      {note !== '' && (
        <ChartText x={0} y={height - 4}>
          {fitText(note, width)}
        </ChartText>
      )}
    </ChartSvg>
  )
}
