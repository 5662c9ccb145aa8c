import { LRUCache } from 'lru-cache'
import type { Grain } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { countUnits } from './count-units.ts'
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

function assertNotTooMany(span: Span, grain: Grain, calendar: Calendar): void {
  if (countUnits(span, grain, calendar) > maxBuckets) {
    throw queryErrors('too_many_groups', { what: 'time buckets', limit: maxBuckets })
  }
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
    start = next
  }
  return slots
}

/** One whole unit of a calendar. */
function unitFrom(
  start: Temporal.PlainDateTime,
  from: Temporal.Instant,
  of: { grain: Grain; calendar: Calendar },
): Slot {
  const { grain, calendar } = of
  const to = moveBy(start, { n: 1, unit: grain }, calendar)
  const title = unitTitle(start, grain, calendar)
  return {
    label: start.toPlainDate().toString(),
    ...(title === undefined ? {} : { title }),
    span: { from: start, to },
    from,
    to: toInstant(to, calendar.timeZone),
    clipped: false,
  }
}

/** The part of a unit inside a span. */
function clippedTo(span: Span, unit: Slot, timeZone: string): Slot {
  const part = { from: later(unit.span.from, span.from), to: earlier(unit.span.to, span.to) }
  if (part.from.equals(unit.span.from) && part.to.equals(unit.span.to)) return unit
  return { ...unit, span: part, from: toInstant(part.from, timeZone), to: toInstant(part.to, timeZone), clipped: true }
}

/** Gives the unit that starts at a local time. */
type Units = (start: Temporal.PlainDateTime, before: Slot | null) => Slot

function cut(span: Span, units: Units, { grain, calendar }: { grain: Grain; calendar: Calendar }): readonly Slot[] {
  const slots: Slot[] = []
  let unit = units(startOf(span.from, grain, calendar), null)
  for (;;) {
    const over = Temporal.PlainDateTime.compare(unit.span.to, span.to)
    slots.push(over > 0 || slots.length === 0 ? clippedTo(span, unit, calendar.timeZone) : unit)
    if (over >= 0) return slots
    unit = units(unit.span.to, unit)
  }
}

/** Most buckets remembered of all questions together. */
export const mostRemembered = 100_000

/** What a list of buckets counts for there. */
export function sizeOfList(slots: readonly unknown[]): number {
  return Math.max(1, slots.length)
}

/** Buckets cut a moment ago: the panels of a page share range and grain. */
const recent = new LRUCache<string, readonly Slot[]>({ max: 200, maxSize: mostRemembered, sizeCalculation: sizeOfList })
/** Units met before, by their calendar's rules and start: ranges that move from day to day share nearly all of theirs. */
const knownUnits = new LRUCache<string, Slot>({ max: 10_000 })
/** Where a unit's successor is kept. */
const nextKeys = new WeakMap<Slot, string>()

function civilUnits(rules: string, of: { grain: Grain; calendar: Calendar }): Units {
  const keyOf = (start: Temporal.PlainDateTime) => `${rules} ${start.toString()}`
  return (start, before) => {
    const key = (before && nextKeys.get(before)) ?? keyOf(start)
    const known = knownUnits.get(key)
    if (known) return known
    const unit = unitFrom(start, before?.to ?? toInstant(start, of.calendar.timeZone), of)
    knownUnits.set(key, unit)
    nextKeys.set(unit, keyOf(unit.span.to))
    return unit
  }
}

/** Cuts a span into buckets of a grain, clipped to the span. Without grain: one bucket. */
export function cutBuckets(span: Span, grain: Grain | null, calendar: Calendar): readonly Slot[] {
  const { timeZone, weekStart, yearStartMonth, periods } = calendar
  if (grain !== null && periods) {
    assertNotTooMany(span, grain, calendar)
    if (grain === 'minute' || grain === 'hour') return instantSlots(span, grain, timeZone)
    const units: Units = (start, before) =>
      unitFrom(start, before?.to ?? toInstant(start, timeZone), { grain, calendar })
    return cut(span, units, { grain, calendar })
  }
  const rules = [grain, timeZone, weekStart, yearStartMonth].join()
  const key = `${rules} ${span.from.toString()} ${span.to.toString()}`
  const known = recent.get(key)
  if (known) return known
  const slots = civilSlots(span, grain, { rules, calendar })
  recent.set(key, slots)
  return slots
}

function civilSlots(
  span: Span,
  grain: Grain | null,
  { rules, calendar }: { readonly rules: string; readonly calendar: Calendar },
): readonly Slot[] {
  const { timeZone } = calendar
  if (grain === null) {
    const [from, to] = [toInstant(span.from, timeZone), toInstant(span.to, timeZone)]
    return [{ label: '', span, from, to, clipped: false }]
  }
  assertNotTooMany(span, grain, calendar)
  if (grain === 'minute' || grain === 'hour') return instantSlots(span, grain, timeZone)
  return cut(span, civilUnits(rules, { grain, calendar }), { grain, calendar })
}
