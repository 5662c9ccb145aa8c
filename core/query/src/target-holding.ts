import type { MetricSource } from '@tessera/plugin-api/server'
import type { Unit } from '@tessera/plugin-api/wire'
import { additivityOf } from './additivity-of.ts'
import { isAmount } from './compile/fill.ts'

/**
 * How a target of a period holds for a part of it. `flow`: by its days, as the metric adds up over time. `level`: as it is, the one of
 * the last day. `rate`: as it is, where it is the same all along. `whole`: for its period alone.
 */
export type Holding = 'flow' | 'level' | 'rate' | 'whole'

const levels = new Set(['stock', 'last_value', 'snapshot'])

/** Whether a metric's value grows with the part of things it is of, so that the target of all says nothing of one. */
export function growsWithSource(source: MetricSource, unit: Unit): boolean {
  if (source.kind === 'derived') return unit === 'count' || unit === 'money'
  return source.kind !== 'ratio' && source.kind !== 'share' && isAmount({ source })
}

/** How targets of a metric hold for parts of their period. */
export function targetHolding(source: MetricSource, unit: Unit): Holding {
  if (additivityOf(source) === 'full') return 'flow'
  if (levels.has(source.kind)) return 'level'
  return growsWithSource(source, unit) ? 'whole' : 'rate'
}
