import type { Compare, Grain, Range } from '@tessera/plugin-api/wire'
import { LRUCache } from 'lru-cache'
import { queryErrors } from '../errors.ts'
import { boundIn, moveEdge, type Calendar, type Step } from './calendar.ts'
import { cutBuckets, mostRemembered, sizeOfList, type Slot } from './buckets.ts'
import { civilEdge, compareEdges, earlierEdge, edgeAt, isElapsed, laterEdge, type Edge } from './edge.ts'
import { back, lengthOf } from './length-of.ts'
import { calendarUnits, isCalendarUnit, type CalendarUnit } from './periods.ts'
import { resolveRange } from './resolve-range.ts'
import { samePlace } from './same-place.ts'
import { beginOf, endOf, spanBetween, type Span } from './span.ts'
import { daysAfter, withinDays, type Move } from './within-days.ts'

/** A comparison: its key, its span, and for each bucket of the query the bucket it is compared with (null: there is none). */
export interface ComparedTime {
  readonly key: string
  readonly span: Span
  readonly slots: readonly (Slot | null)[]
}

export interface MainTime {
  /** Null: everything up to now. */
  readonly range: Range | null
  readonly span: Span
  readonly slots: readonly Slot[]
  readonly grain: Grain | null
  readonly now: Edge
  readonly calendar: Calendar
}

/** Whether a range is counted in hours or minutes. */
const isOfHours = (range: Range | null) =>
  range !== null && !('from' in range) && isElapsed('toDate' in range ? range.toDate : range.unit)

/** Keeps the distance from where a span begins, in elapsed time. */
function asWhole(begin: Edge, move: Move, timeZone: string): Move {
  const to = move(begin)
  return (at) => edgeAt(to.instant.add(begin.instant.until(at.instant)), timeZone)
}

/** Whether a unit is made of whole grains. */
const reaches = (unit: CalendarUnit, grain: CalendarUnit) => calendarUnits.indexOf(unit) >= calendarUnits.indexOf(grain)

/** How bounds between the buckets of a query are moved by a civil step. */
function placing({ span, grain, calendar }: MainTime, step: Step, move: Move): Move {
  const { periods, timeZone } = calendar
  const { unit } = step
  if (isElapsed(grain)) return withinDays(beginOf(span), move, timeZone)
  if (periods && grain && isCalendarUnit(grain) && isCalendarUnit(unit) && reaches(unit, grain)) {
    return ({ local }) => civilEdge(samePlace(local, { grain, step: { ...step, unit } }, periods), timeZone)
  }
  return ({ local }) => civilEdge(boundIn(local, step, calendar), timeZone)
}

/**
 * Cuts a span where the buckets of the query are moved to. Each bucket ends where the next one begins, the first begins and the
 * last ends with the span: whatever the grain, they are all of the span, and nothing is in two of them.
 */
function cutAlike(key: string, span: Span, { slots, place }: { slots: readonly Slot[]; place: Move }): ComparedTime {
  const end = endOf(span)
  let begin = beginOf(span)
  const parts = slots.map((slot, index) => {
    const from = begin
    begin = index === slots.length - 1 ? end : laterEdge(begin, earlierEdge(place(endOf(slot)), end))
    return compareEdges(from, begin) < 0 ? { ...slot, label: '', ...spanBetween(from, begin) } : null
  })
  return { key, span, slots: parts }
}

/** Compares with a span some units away. */
function byStep(key: string, main: MainTime, step: Step): ComparedTime {
  const { range, span, slots, calendar } = main
  const { timeZone } = calendar
  const [begin, end] = [beginOf(span), endOf(span)]
  const move: Move = (at) => moveEdge(at, step, calendar)
  if (isOfHours(range)) {
    const place = asWhole(begin, move, timeZone)
    return cutAlike(key, spanBetween(place(begin), place(end)), { slots, place })
  }
  // why: what ends "now" is compared with as much of the other span, hours that came twice included
  const endsNow = range === null || 'toDate' in range
  const to = (endsNow ? withinDays(begin, move, timeZone) : move)(end)
  return cutAlike(key, spanBetween(move(begin), to), { slots, place: placing(main, step, move) })
}

/** Relative ranges step back by their own unit; explicit ones by their own length. */
function previousPeriod(main: MainTime): ComparedTime {
  const { range, span, grain, calendar } = main
  const key = 'previous_period'
  if (range && 'last' in range) return byStep(key, main, { n: -range.last, unit: range.unit })
  if (range && 'toDate' in range) return byStep(key, main, { n: -1, unit: range.toDate })
  if (range && 'calendar' in range) return byStep(key, main, { n: -1, unit: range.unit })
  const { timeZone } = calendar
  const begin = beginOf(span)
  const length = lengthOf(span, timeZone)
  const move = back(length, timeZone)
  const place = isElapsed(grain) || !length.rest.blank ? withinDays(begin, move, timeZone) : move
  return cutAlike(key, spanBetween(move(begin), begin), { slots: main.slots, place })
}

const weeks = { day: null, week: 1, month: 4, quarter: 13, year: 52 } as const

function shift(main: MainTime, { n, unit, align }: Extract<Compare, { kind: 'shift' }>): ComparedTime {
  if (align !== 'weekday') return byStep(`shift_${n}_${unit}`, main, { n: -n, unit })
  const perUnit = weeks[unit]
  if (perUnit === null) {
    throw queryErrors('invalid_query', { reason: "align 'weekday' needs a shift by week, month, quarter or year" })
  }
  return byStep(`shift_${n}_${unit}_weekday`, main, { n: -7 * n * perUnit, unit: 'day' })
}

/** Where a span is as long as the query's own, hours stand beside hours of the same day. */
function alike(main: MainTime, span: Span): ComparedTime | null {
  const { grain, slots, calendar } = main
  const { timeZone } = calendar
  const [own, other] = [lengthOf(main.span, timeZone), lengthOf(span, timeZone)]
  const differs = own.days !== other.days || Temporal.Duration.compare(own.rest, other.rest) !== 0
  if (!isElapsed(grain) || differs) return null
  const begin = beginOf(main.span)
  const move: Move = (at) =>
    daysAfter(beginOf(span), begin.local.until(at.local, { largestUnit: 'days' }).days, timeZone)
  return cutAlike('range', span, { slots, place: withinDays(begin, move, timeZone) })
}

function explicit(main: MainTime, range: Range): ComparedTime {
  const span = resolveRange(range, main.now, main.calendar)
  const found = alike(main, span)
  if (found) return found
  const slots = cutBuckets(span, main.grain, main.calendar)
  if (slots.length > main.slots.length) {
    throw queryErrors('invalid_query', {
      reason: `the range to compare with has ${slots.length} buckets, the query ${main.slots.length}; give it the same length or leave out the grain`,
    })
  }
  return { key: 'range', span, slots: main.slots.map((_, index) => slots[index] ?? null) }
}

/** A comparison with another span of time. */
export type SpanCompare = Exclude<Compare, { kind: 'target' }>

/** Comparisons made a moment ago: the panels of a page share them. */
const recent = new LRUCache<string, ComparedTime>({
  max: 200,
  maxSize: mostRemembered,
  sizeCalculation: ({ slots }) => sizeOfList(slots),
})

/** Resolves one comparison of a query. */
export function compareTime(main: MainTime, compare: SpanCompare): ComparedTime {
  const { range, span, grain, now, calendar } = main
  if (calendar.periods) return comparedTime(main, compare)
  const rules = [calendar.timeZone, calendar.weekStart, calendar.yearStartMonth]
  // why: only another range may be counted from the clock; the query's own is cut into its span already
  const clock = compare.kind === 'range' ? now.instant : null
  const ends = [span.from, span.to, span.local.from, span.local.to]
  const key = [JSON.stringify([range, compare]), ...ends, grain, clock, ...rules].map(String).join()
  const known = recent.get(key) ?? comparedTime(main, compare)
  recent.set(key, known)
  return known
}

function comparedTime(main: MainTime, compare: SpanCompare): ComparedTime {
  if (compare.kind === 'previous_period') return previousPeriod(main)
  if (compare.kind === 'shift') return shift(main, compare)
  return explicit(main, compare.range)
}
