import { LRUCache } from 'lru-cache'
import type { Grain } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { moveBy, startOf, toInstant, type Calendar } from './calendar.ts'
import type { Span } from './span.ts'
import { unitTitle } from './unit-title.ts'

/** Most buckets one answer may have. */
export const maxBuckets = 2_000

/** One bucket: its label, and the part of it inside the range, local and as instants. */
export interface Slot {
  /** Local date from grain `day` up, instant below. Empty for the one bucket of a query without grain. */
  readonly label: string
  /** Readable name, where the calendar gives its units names. */
  readonly title?: string
  readonly span: Span
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  /** Cut off by the range. */
  readonly clipped: boolean
}

const later = (a: Temporal.PlainDateTime, b: Temporal.PlainDateTime) =>
  Temporal.PlainDateTime.compare(a, b) > 0 ? a : b
const earlier = (a: Temporal.PlainDateTime, b: Temporal.PlainDateTime) =>
  Temporal.PlainDateTime.compare(a, b) < 0 ? a : b

function tooMany(count: number): void {
  if (count > maxBuckets) throw queryErrors('too_many_groups', { what: 'time buckets', limit: maxBuckets })
}

/** Minutes and hours are steps of elapsed time from a local start: a day of 25 hours has 25 of them. */
function instantSlots(span: Span, grain: 'minute' | 'hour', timeZone: string): Slot[] {
  const end = toInstant(span.to, timeZone)
  const step = grain === 'hour' ? { hours: 1 } : { minutes: 1 }
  const begin = toInstant(span.from, timeZone)
  let start = toInstant(startOf(span.from, grain, { timeZone, weekStart: 1 }), timeZone)
  const slots: Slot[] = []
  while (Temporal.Instant.compare(start, end) < 0) {
    const next = start.add(step)
    const from = Temporal.Instant.compare(start, begin) < 0 ? begin : start
    const to = Temporal.Instant.compare(next, end) > 0 ? end : next
    const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDateTime()
    slots.push({
      label: start.toString(),
      span: { from: local(from), to: local(to) },
      from,
      to,
      clipped: !from.equals(start) || !to.equals(next),
    })
    tooMany(slots.length)
    start = next
  }
  return slots
}

/** Buckets cut a moment ago: the panels of a page share range and grain. */
const recent = new LRUCache<string, readonly Slot[]>({ max: 200 })

/** Cuts a span into buckets of a grain, clipped to the span. Without grain: one bucket. */
export function cutBuckets(span: Span, grain: Grain | null, calendar: Calendar): readonly Slot[] {
  const { timeZone, weekStart, yearStartMonth, periods } = calendar
  if (periods) return cut(span, grain, calendar)
  const key = [span.from, span.to, grain, timeZone, weekStart, yearStartMonth].join()
  const known = recent.get(key)
  if (known) return known
  const slots = cut(span, grain, calendar)
  recent.set(key, slots)
  return slots
}

function cut(span: Span, grain: Grain | null, calendar: Calendar): readonly Slot[] {
  const { timeZone } = calendar
  let from = toInstant(span.from, timeZone)
  if (grain === null) return [{ label: '', span, from, to: toInstant(span.to, timeZone), clipped: false }]
  if (grain === 'minute' || grain === 'hour') return instantSlots(span, grain, timeZone)
  const slots: Slot[] = []
  let start = startOf(span.from, grain, calendar)
  while (Temporal.PlainDateTime.compare(start, span.to) < 0) {
    const next = moveBy(start, { n: 1, unit: grain }, calendar)
    const part = { from: later(start, span.from), to: earlier(next, span.to) }
    const clipped = !part.from.equals(start) || !part.to.equals(next)
    const title = unitTitle(start, grain, calendar)
    const to = toInstant(part.to, timeZone)
    const label = start.toPlainDate().toString()
    slots.push({ label, ...(title === undefined ? {} : { title }), span: part, from, to, clipped })
    tooMany(slots.length)
    start = next
    from = to
  }
  return slots
}
