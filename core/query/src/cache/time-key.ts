import type { MetricQuery, Range } from '@tessera/plugin-api/wire'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Slot } from '../time/buckets.ts'
import { moveEdge } from '../time/calendar.ts'
import { edgeAt, isElapsed } from '../time/edge.ts'
import { instantText } from '../time/instant-text.ts'
import { describeSpan } from '../time/span.ts'
import { nextStart, unitStart } from '../time/unit-start.ts'
import { canonical } from './canonical.ts'

/** Measures whose value follows from the rows between two instants. Every other kind may also look at the clock. */
const clockless = new Set([
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'distinct',
  'percentile',
  'approximate_distinct',
  'approximate_percentile',
  'funnel_step',
  'funnel_time',
  'conversions',
])
const endingNow = new Set(['snapshot', 'lost', 'movement', 'trailing'])

/** Whether a measure looks at the clock in a bucket that is running, and nowhere else. */
function readsRunning({ source }: PlannedMeasure): boolean {
  return endingNow.has(source.kind) || ('after' in source && source.after !== undefined)
}

const slotsOf = ({ time }: ResolvedQuery): (Slot | null)[] => [
  ...time.slots,
  ...time.comparisons.flatMap(({ slots }) => slots),
]

function stateAt(slot: Slot, now: Temporal.Instant): 'past' | 'running' | 'future' {
  if (Temporal.Instant.compare(slot.to, now) <= 0) return 'past'
  return Temporal.Instant.compare(slot.from, now) < 0 ? 'running' : 'future'
}

/** Whether the clock stands inside a period; totals and rankings read it as one bucket. */
function isRunning(slots: readonly (Slot | null)[], now: Temporal.Instant): boolean {
  const [first] = slots.filter((slot) => slot !== null)
  const last = slots.findLast((slot) => slot !== null)
  return !!first && !!last && stateAt({ ...first, to: last.to }, now) === 'running'
}

/** Whether two clock readings that agree on all spans and on which buckets are over may still give two answers. */
function needsClock({ measures, time }: ResolvedQuery): boolean {
  if (measures.some((measure) => !clockless.has(measure.source.kind) && !readsRunning(measure))) return true
  const running = [time, ...time.comparisons].some(({ slots }) => isRunning(slots, time.now))
  return running && measures.some(readsRunning)
}

/** Buckets as text; panels of a page share theirs. */
const texts = new WeakMap<readonly (Slot | null)[], string>()

function slotsText(slots: readonly (Slot | null)[]): string {
  const known = texts.get(slots)
  if (known !== undefined) return known
  const text = slots.map((slot) => slot && `${slot.label} ${instantText(slot.from)} ${instantText(slot.to)}`).join()
  texts.set(slots, text)
  return text
}

/** How the clock stands to each bucket. They are in order, so the last one may speak for all. */
function statesAt(slots: readonly (Slot | null)[], now: Temporal.Instant): string {
  const last = slots.findLast((slot) => slot !== null)
  if (!last || stateAt(last, now) === 'past') return 'past'
  return slots.map((slot) => slot && stateAt(slot, now)).join()
}

/** Everything about a query's time that its answer depends on; the clock itself only where it does. */
export function timeKey(query: ResolvedQuery): string {
  const { time } = query
  const buckets = (slots: readonly (Slot | null)[]) => [slotsText(slots), statesAt(slots, time.now)]
  return canonical({
    zone: time.calendar.timeZone,
    weekStart: time.calendar.weekStart,
    grain: time.grain,
    relative: time.relative,
    span: describeSpan(time.span),
    slots: buckets(time.slots),
    comparisons: time.comparisons.map(({ key, span, slots }) => [key, describeSpan(span), buckets(slots)]),
    now: needsClock(query) ? String(time.now) : null,
  })
}

function nextStep(range: Range, query: ResolvedQuery): Temporal.Instant | null {
  if ('from' in range) return null
  const unit = 'toDate' in range ? range.toDate : range.unit
  const { calendar, now } = query.time
  const { timeZone } = calendar
  const start = unitStart(edgeAt(now, timeZone), unit, calendar)
  const next = isElapsed(unit) ? nextStart(start, unit, timeZone) : moveEdge(start, { n: 1, unit }, calendar)
  return next.instant
}

/** Until when (epoch milliseconds) a running clock gives this query the same time key. */
export function timeKeyUntil(asked: MetricQuery, query: ResolvedQuery | null, clock: Date): number {
  if (!query) return clock.getTime()
  const { now } = query.time
  const ranges = [
    asked.time?.range,
    ...(asked.compare ?? []).map((one) => (one.kind === 'range' ? one.range : undefined)),
  ].filter((range) => range !== undefined)
  if (!asked.time || ranges.some((range) => 'toDate' in range) || needsClock(query)) return now.epochMilliseconds
  const steps = ranges.flatMap((range) => nextStep(range, query) ?? [])
  const bounds = slotsOf(query).flatMap((slot) =>
    slot && Temporal.Instant.compare(slot.to, now) > 0 ? [slot.from, slot.to] : [],
  )
  const later = [...steps, ...bounds].map((at) => at.epochMilliseconds).filter((at) => at > now.epochMilliseconds)
  return Math.min(...later, Infinity)
}
