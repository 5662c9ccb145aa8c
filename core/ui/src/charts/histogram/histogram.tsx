import { Bar } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { Axes } from '../axes/axes.tsx'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import { fitText } from '../../format/text-width.ts'
import { histogramLayout } from './histogram-layout.ts'

/** Bars side by side without gaps, one for each value or for several that stand close. */
export function Histogram(props: PropsOfView<'histogram'>) {
  const { frame, width, height, locale, label } = props
  const { plot, bins, zero, metric, dimension, note, ...layout } = histogramLayout(props)
  const below = [dimension.title, note].filter((text) => text !== '').join(', ')
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <ChartText x={0} y={12}>
        {fitText(metric.title, width)}
      </ChartText>
      <Axes plot={plot} xTicks={layout.xTicks} yTicks={layout.yTicks} />
      {bins.map(({ x, y, width: wide, height: high }) => (
        <Bar key={x} x={x} y={y} width={wide} height={high} fill={ink('accent')} />
      ))}
      <line x1={plot.left} x2={plot.right} y1={zero} y2={zero} stroke={ink('faint')} />
      <ChartText x={plot.right} y={height - 6} anchor="end">
        {fitText(`${below} →`, width)}
      </ChartText>
    </ChartSvg>
  )
}
