import type { Frame } from '@tessera/plugin-api/wire'
import { scaleLinear } from '@visx/scale'
import { AreaClosed } from '@visx/shape'
import { ink } from '../../theme/ink.ts'
import { round } from '../chart-text.tsx'
import { boundOf } from '../../format/target-verdict.ts'
import type { MetricColumn } from '../../frame/read-frame.ts'
import { TargetSteps } from '../axes/axes.tsx'
import { stepBounds, stepPath } from '../axes/target-steps.ts'
import { linePath } from '../line/line-path.ts'
import { readSeries } from '../line/read-series.ts'

/** The targets of whole periods; none where they lie so far from the values that the course beside them would be flat. */
function boundsNear(
  metric: MetricColumn | undefined,
  { whole, known }: { readonly whole: readonly number[]; readonly known: readonly number[] },
): readonly (number | null)[] {
  const steps = stepBounds(metric)
  const same = boundOf(metric?.target)?.value ?? null
  const bounds = whole.map((index) => (metric?.targetSteps === undefined ? same : (steps[index] ?? null)))
  const ends = bounds.flatMap((bound) => bound ?? [])
  const span = (values: readonly number[]) => Math.max(...values) - Math.min(...values)
  return ends.length === 0 || span([...known, ...ends]) > 3 * span(known) ? [] : bounds
}

/** The course of a metric over its complete periods, without axes: a line over a light area, the last value as a dot. */
export function Sparkline(props: {
  readonly frame: Frame
  readonly top: number
  readonly width: number
  readonly height: number
}) {
  const { frame, top, width, height } = props
  const { buckets, series } = readSeries(frame)
  const values = (series[0]?.values ?? []).filter((_, index) => buckets[index]?.partial !== true)
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  // why: values without a neighbour make no course, but a dot in nothing
  const hasLine = values.some((value, index) => value !== null && (values[index + 1] ?? null) !== null)
  if (!hasLine) return null
  const x = scaleLinear({ domain: [0, values.length - 1], range: [0, width - 4] })
  const whole = buckets.flatMap((bucket, index) => (bucket.partial ? [] : [index]))
  const aims = boundsNear(series[0]?.metric, { whole, known })
  const drawn = [...known, ...aims.flatMap((aim) => aim ?? [])]
  const low = Math.min(...drawn)
  const high = Math.max(...drawn)
  const y = scaleLinear({
    // why: nothing all along lies on the ground, and only what stands still above it in the middle
    domain: low < high ? [low, high] : [low === 0 ? 0 : low - 1, high + 1],
    range: [top + height - 3, top + 4],
  })
  const points = values.map((value, index) => ({ x: round(x(index)), y: value === null ? null : round(y(value)) }))
  const last = points.findLast((point) => point.y !== null)
  const aim = stepPath(aims, { x: (index) => round(x(index)), y, left: 0, right: width - 4 })
  const floor = scaleLinear({ domain: [0, 1], range: [top + height, top] })
  return (
    <g>
      <AreaClosed
        data={points}
        x={(point) => point.x}
        y={(point) => point.y ?? 0}
        defined={(point) => point.y !== null}
        yScale={floor}
        fill={ink('accent')}
        fillOpacity={0.08}
      />
      <TargetSteps path={aim} />
      <path
        d={linePath(points, []).solid}
        fill="none"
        stroke={ink('accent')}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      {last !== undefined && <circle cx={last.x} cy={last.y ?? 0} r={2.5} fill={ink('accent')} />}
    </g>
  )
}
