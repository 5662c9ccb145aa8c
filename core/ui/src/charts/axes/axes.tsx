import { ink } from '../../theme/ink.ts'
import { ChartText } from '../chart-text.tsx'
import { AxisName } from './axis-name.tsx'
import type { TimeTick } from './time-ticks.ts'
import type { ValueTick } from './value-axis.ts'

/** The part of a chart between its axes, in pixels. */
export interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** What stands around a plot: values on its left with a line each, names below it. */
export function Axes(props: {
  readonly plot: Plot
  readonly yTicks: readonly ValueTick[]
  readonly xTicks: readonly TimeTick[]
}) {
  const { plot, xTicks, yTicks } = props
  return (
    <>
      {yTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={plot.left} x2={plot.right} y1={at} y2={at} stroke={ink('grid')} />
          <ChartText x={plot.left - 8} y={at + 4} anchor="end">
            {text}
          </ChartText>
        </g>
      ))}
      {xTicks.map((tick) => (
        <AxisName key={tick.x} tick={tick} y={plot.bottom + 18} />
      ))}
    </>
  )
}

/** The line of a target across a plot. */
export function TargetLine({ plot, at }: { readonly plot: Plot; readonly at: number | undefined }) {
  if (at === undefined) return null
  return <line x1={plot.left} x2={plot.right} y1={at} y2={at} stroke={ink('secondary')} strokeDasharray="2 2" />
}

/** The line of a target that changes over time. */
export function TargetSteps({ path }: { readonly path: string }) {
  if (path === '') return null
  return <path d={path} fill="none" stroke={ink('secondary')} strokeDasharray="2 2" />
}
