import type { Unit } from '@tessera/plugin-api/wire'

/** A unit of time as Intl names it, with its length in milliseconds. */
export interface DurationUnit {
  readonly name: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'month'
  readonly length: number
  /** Whether it is shortened: a short month reads `mth`, which nobody writes. */
  readonly display: 'short' | 'long'
}

const ladder = [
  { name: 'millisecond', length: 1, upTo: 1_000, display: 'short' },
  { name: 'second', length: 1_000, upTo: 120, display: 'short' },
  { name: 'minute', length: 60_000, upTo: 120, display: 'short' },
  { name: 'hour', length: 3_600_000, upTo: 48, display: 'short' },
  { name: 'day', length: 86_400_000, upTo: Number.POSITIVE_INFINITY, display: 'short' },
  // why: months are of unlike length, so that days never become months; those of a metric stay months
  { name: 'month', length: 2_629_800_000, upTo: Number.POSITIVE_INFINITY, display: 'long' },
] as const

const rungs: { readonly [U in Unit]?: number } = {
  milliseconds: 0,
  seconds: 1,
  minutes: 2,
  hours: 3,
  days: 4,
  months: 5,
}

/** The unit of time a metric unit names; undefined when it is no duration. */
export function durationUnit(unit: Unit | undefined): DurationUnit | undefined {
  const rung = unit === undefined ? undefined : rungs[unit]
  return rung === undefined ? undefined : ladder[rung]
}

/** The unit a duration reads best in: 90 s stay seconds, 180 s become 3 min. Never finer than the metric's own. */
export function readableUnit(value: number, from: DurationUnit): DurationUnit {
  const start = ladder.findIndex((rung) => rung.name === from.name)
  const best = ladder.slice(start).find((rung) => Math.abs(value * from.length) / rung.length < rung.upTo)
  return best ?? from
}
