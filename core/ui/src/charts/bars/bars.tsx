import { Bar } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { Axes, TargetLine } from '../axes/axes.tsx'
import { TargetMarks } from '../axes/target-marks.tsx'
import { Key } from '../axes/key.tsx'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import { barsLayout } from './bars-layout.ts'

/** Upright bars on a scale from zero, stacked or side by side, with a tick where the comparison stood. */
export function Bars(props: PropsOfView<'bars'>) {
  const { frame, width, height, locale, label } = props
  const layout = barsLayout(props)
  const { plot, zero } = layout
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <Axes plot={plot} xTicks={layout.xTicks} yTicks={layout.yTicks} />
      {layout.bars.map(({ key, partial, color, ...place }) => (
        <Bar
          key={key}
          {...place}
          fill={color}
          {...(partial ? { fillOpacity: 0.35, stroke: color, strokeDasharray: '2 2' } : {})}
        />
      ))}
      <line x1={plot.left} x2={plot.right} y1={zero} y2={zero} stroke={ink('faint')} />
      {layout.ticks.map(({ x, y, width: wide }) => (
        <g key={x}>
          <Bar x={x} y={y - 2} width={wide} height={4} fill={ink('card')} />
          <Bar x={x} y={y - 1} width={wide} height={2} fill={ink('text')} />
        </g>
      ))}
      <TargetLine plot={plot} at={layout.target} />
      <TargetMarks marks={layout.targets} />
      {layout.labels.map(({ x, y, text }) => (
        <ChartText key={x} x={x} y={y} weight={500} tone="text" anchor="middle">
          {text}
        </ChartText>
      ))}
      <Key items={layout.key} />
      {layout.note !== '' && (
        <ChartText x={0} y={height - 4}>
          {layout.note}
        </ChartText>
      )}
    </ChartSvg>
  )
}
