import { toInstant } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { unitsOf, type Units } from '../time/units.ts'
import type { Fact, Retention, RetentionCount } from '@tessera/plugin-api/server'
import { boundsOf, type Bound } from './bucket-sql.ts'
import type { Leaf, LeafContext } from './leaf.ts'

/** The times a retention reads, as its fact's time column compares with them. */
export interface RetentionTimes {
  readonly bounds: readonly Bound[]
  /** Begin and end of the times that starts of cohorts lie in. */
  readonly from: string
  readonly to: string
  /** Starts of the units that cohorts and their returns lie in, and the end of the last one. */
  readonly starts: readonly string[]
  /** How many of the units are over. */
  readonly over: number
  /** Where returns are looked for no more; null where any later one counts. */
  readonly until: string | null
}

function unitStarts({ starts }: Units, fact: Fact, timeZone: string): string[] {
  return starts.map((at) =>
    fact.time.type === 'local_date' ? at.toPlainDate().toString() : toInstant(at, timeZone).toString(),
  )
}

/** The units that cohorts of a period of the query lie in, and those after them that returns are looked for in. */
function unitsFor(context: LeafContext, { unit, periods }: Retention): Units | null {
  const slots = context.period.slots.filter((slot): slot is Slot => slot !== null)
  const [first, last] = [slots[0], slots.at(-1)]
  if (!first || !last) return null
  const { now, calendar } = context.query.time
  const more = Math.max(...periods.map(({ from, to }) => to ?? from))
  return unitsOf({ from: first.span.from, to: last.span.to }, unit, { more, now, calendar })
}

/** Lays out the times of a retention; null when the period has no bucket to read. */
export function retentionTimes(leaf: Leaf, context: LeafContext): RetentionTimes | null {
  const [first] = leaf.measures
  if (!first) return null
  const { fact } = leaf
  const { time } = context.query
  const { retention } = first.source as RetentionCount
  const units = unitsFor(context, retention)
  const bounds = boundsOf(context.period, { fact, metric: first.metric, relative: time.relative })
  const [begin, end] = [bounds[0], bounds.at(-1)]
  if (!units || !begin || !end) return null
  const starts = unitStarts(units, fact, time.calendar.timeZone)
  return {
    bounds,
    from: begin.from,
    to: end.to,
    starts,
    over: units.over,
    until: retention.mode === 'unbounded' ? null : (starts.at(-1) ?? end.to),
  }
}
