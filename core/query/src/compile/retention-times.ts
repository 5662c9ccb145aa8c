import type { Calendar } from '../time/calendar.ts'
import { toInstant } from '../time/edge.ts'
import { instantText } from '../time/instant-text.ts'
import { perList } from '../time/per-list.ts'
import { withinReach } from '../time/reach.ts'
import { beginOf, endOf, spanBetween, type Span } from '../time/span.ts'
import { countFewUnits, unitsOf, type Units } from '../time/units.ts'
import type { Fact, Retention, RetentionCount } from '@tessera/plugin-api/server'
import { boundsOf, type Bound, type Period } from './bucket-sql.ts'
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
    fact.time.type === 'local_date' ? withinReach(at.toPlainDate().toString()) : instantText(toInstant(at, timeZone)),
  )
}

/** What the cohorts of a period of the query lie in, and how many units after it returns are looked for; null without bucket. */
function reachOf({ slots }: Period, { periods }: Retention): { readonly span: Span; readonly more: number } | null {
  const [first, last] = [slots.find((slot) => slot !== null), slots.findLast((slot) => slot !== null)]
  if (!first || !last) return null
  return {
    span: spanBetween(beginOf(first), endOf(last)),
    more: Math.max(...periods.map(({ from, to }) => to ?? from)),
  }
}

/** Counts the units that a retention lies in. Refuses with `too_many_groups` more than are told apart. */
export function countCohortUnits(period: Period, retention: Retention, calendar: Calendar): number {
  const reach = reachOf(period, retention)
  return reach ? countFewUnits(reach.span, retention.unit, { more: reach.more, calendar }) : 0
}

interface Starts {
  readonly starts: readonly string[]
  readonly over: number
}

const known = perList<Period['slots'], Starts | null>()

/** Starts of the units of a retention, the same list for all leaves that ask for it. */
function startsFor({ query, period }: LeafContext, fact: Fact, retention: Retention): Starts | null {
  const { now, calendar } = query.time
  const reach = reachOf(period, retention)
  if (!reach) return null
  const { unit } = retention
  const { more, span } = reach
  const { timeZone, weekStart, periods } = calendar
  return known(period.slots, [unit, more, fact.time.type, now, timeZone, weekStart, periods?.id].join(), () => {
    const units = unitsOf(span, unit, { more, now, calendar })
    return { starts: unitStarts(units, fact, timeZone), over: units.over }
  })
}

/** Lays out the times of a retention; null when the period has no bucket to read. */
export function retentionTimes(leaf: Leaf, context: LeafContext): RetentionTimes | null {
  const [first] = leaf.measures
  if (!first) return null
  const { fact } = leaf
  const { time } = context.query
  const { retention } = first.source as RetentionCount
  const units = startsFor(context, fact, retention)
  const bounds = boundsOf(context.period, { fact, metric: first.metric, relative: time.relative })
  const [begin, end] = [bounds[0], bounds.at(-1)]
  if (!units || !begin || !end) return null
  const { starts, over } = units
  return {
    bounds,
    from: begin.from,
    to: end.to,
    starts,
    over,
    until: retention.mode === 'unbounded' ? null : (starts.at(-1) ?? end.to),
  }
}
