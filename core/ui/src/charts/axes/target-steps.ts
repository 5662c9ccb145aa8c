import { boundOf } from '../../format/target-verdict.ts'
import type { MetricColumn } from '../../frame/read-frame.ts'
import { round } from '../chart-text.tsx'

/** The bound of each bucket of a metric whose target changes over time; empty where it does not. */
export function stepBounds(metric: MetricColumn | undefined): readonly (number | null)[] {
  return (metric?.targetSteps ?? []).map((target) => boundOf(target ?? undefined)?.value ?? null)
}

/** The path of a target that changes from bucket to bucket: level over each of them, open where there is none. */
export function stepPath(
  bounds: readonly (number | null)[],
  at: {
    readonly x: (index: number) => number
    readonly y: (value: number) => number
    readonly left: number
    readonly right: number
  },
): string {
  const edge = (index: number) => {
    if (index === 0) return at.left
    return index === bounds.length ? at.right : round((at.x(index - 1) + at.x(index)) / 2)
  }
  return bounds
    .map((bound, index) => {
      if (bound === null) return ''
      const before = index === 0 ? null : (bounds[index - 1] ?? null)
      const y = round(at.y(bound))
      return `${before === null ? 'M' : 'L'}${edge(index)} ${y}H${edge(index + 1)}`
    })
    .join('')
}
