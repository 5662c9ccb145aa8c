import type { Grain, MetricQuery } from '@tessera/plugin-api/wire'
import type { TenantContext } from '@tessera/plugin-api/server'
import { queryErrors } from '../errors.ts'
import { autoGrain } from './auto-grain.ts'
import { cutBuckets, type Slot } from './buckets.ts'
import { instantText } from './instant-text.ts'
import { compareTime, type ComparedTime, type SpanCompare } from './compare-span.ts'
import type { CalendarPeriods } from './periods.ts'
import { resolveRange } from './resolve-range.ts'
import type { Calendar } from './calendar.ts'
import { civilEdge, edgeAt } from './edge.ts'
import { spanBetween, type Span } from './span.ts'

/** Everything about the time of a query, resolved once: spans, buckets and comparisons as instants. */
export interface ResolvedTime {
  readonly calendar: Calendar
  readonly now: Temporal.Instant
  readonly grain: Grain | null
  readonly span: Span
  readonly slots: readonly Slot[]
  readonly comparisons: readonly ComparedTime[]
  /** Relative ranges may end inside a day; facts dated by calendar day then count that whole day. */
  readonly relative: boolean
}

/** Zones found right before: asking the runtime takes longer than compiling a small query. */
const knownZones = new Set<string>()
const mostZones = 1000

function knownZone(timeZone: string): string {
  if (knownZones.has(timeZone)) return timeZone
  try {
    // why: the name is kept as given; canonical names differ between ICU versions (Asia/Calcutta)
    new Intl.DateTimeFormat('en', { timeZone })
    if (knownZones.size < mostZones) knownZones.add(timeZone)
    return timeZone
  } catch {
    throw queryErrors('zone_unknown', { zone: timeZone })
  }
}

function uniqueKeys(comparisons: readonly ComparedTime[]): void {
  const seen = new Set<string>()
  for (const { key } of comparisons) {
    if (seen.has(key)) throw queryErrors('duplicate_column', { name: key })
    seen.add(key)
  }
}

/** The id of the tenant's own calendar a query is read with; null for the civil and the fiscal one. */
export function ownCalendarOf({ time }: MetricQuery): string | null {
  const id = time?.calendar ?? 'gregorian'
  return id === 'gregorian' || id === 'fiscal' ? null : id
}

function calendarOf(
  time: MetricQuery['time'],
  tenant: TenantContext,
  periods: CalendarPeriods | null | undefined,
): Calendar {
  const timeZone = knownZone(time?.timeZone ?? tenant.timeZone)
  const civil = { timeZone, weekStart: time?.weekStart ?? tenant.weekStart }
  const id = time?.calendar ?? 'gregorian'
  if (id === 'gregorian') return civil
  if (id === 'fiscal') return { ...civil, yearStartMonth: tenant.fiscalYearStartMonth ?? 1 }
  if (!periods) throw queryErrors('calendar_unknown', { calendar: id })
  return { ...civil, periods }
}

/** Refuses with `time_out_of_reach` a span that the database has no times for. */
function assertWithinReach({ from, to }: Span): void {
  instantText(from)
  instantText(to)
}

const beginning = Temporal.PlainDateTime.from('1970-01-01')

/** When a query is asked, and with which calendar of the tenant's own, where it names one. */
export interface Moment {
  readonly now: Date
  readonly periods?: CalendarPeriods | null
  /** The finest grain that `auto` may stand for; minutes when left out. */
  readonly finest?: Grain
}

/** Resolves range, zone, buckets and comparisons. Without `time`: everything up to now. */
export function resolveTime(query: MetricQuery, tenant: TenantContext, at: Moment): ResolvedTime {
  const time = query.time
  const calendar = calendarOf(time, tenant, at.periods)
  const { timeZone } = calendar
  const now = time?.now
    ? Temporal.Instant.from(time.now)
    : Temporal.Instant.fromEpochMilliseconds((tenant.asOf ?? at.now).getTime())
  const edge = edgeAt(now, timeZone)
  const range = time?.range ?? null
  const span = range ? resolveRange(range, edge, calendar) : spanBetween(civilEdge(beginning, timeZone), edge)
  const grain = time?.grain === 'auto' ? autoGrain(span, at.finest ?? 'minute', calendar) : (time?.grain ?? null)
  assertWithinReach(span)
  const slots = cutBuckets(span, grain, calendar)
  const main = { range, span, slots, grain, now: edge, calendar }
  const ofSpans = (query.compare ?? []).filter((compare): compare is SpanCompare => compare.kind !== 'target')
  const comparisons = ofSpans.map((compare) => compareTime(main, compare))
  uniqueKeys(comparisons)
  for (const compared of comparisons) assertWithinReach(compared.span)
  return { calendar, now, grain, span, slots, comparisons, relative: !range || !('from' in range) }
}
