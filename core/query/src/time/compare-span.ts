import type { Compare, Grain, Range } from '@tessera/plugin-api/wire'
import { LRUCache } from 'lru-cache'
import { queryErrors } from '../errors.ts'
import { counterpart, moveBy, startOf, toInstant, type Calendar, type Step } from './calendar.ts'
import { cutBuckets, mostRemembered, sizeOfList, type Slot } from './buckets.ts'
import { calendarUnits, isCalendarUnit, type CalendarUnit } from './periods.ts'
import { resolveRange } from './resolve-range.ts'
import { samePlace } from './same-place.ts'
import type { Span } from './span.ts'

/** A comparison: its key, its span, and for each bucket of the query the bucket it is compared with (null: there is none). */
export interface ComparedTime {
  readonly key: string
  readonly span: Span
  readonly slots: readonly (Slot | null)[]
}

export interface MainTime {
  readonly range: Range
  readonly span: Span
  readonly slots: readonly Slot[]
  readonly grain: Grain | null
  readonly now: Temporal.PlainDateTime
  readonly calendar: Calendar
}

/** How moments move to another span: all of them, and only those that have a counterpart there. */
interface Move {
  readonly to: (at: Temporal.PlainDateTime) => Temporal.PlainDateTime
  readonly exactly: (at: Temporal.PlainDateTime) => Temporal.PlainDateTime | null
  /** Moves the excluded end of a span: one in a month too short for it takes in that month's last day. */
  readonly end: (at: Temporal.PlainDateTime) => Temporal.PlainDateTime
  /** Whole units, where the move is made of them. */
  readonly step?: Step
}

function byStep(step: Step, calendar: Calendar): Move {
  const to: Move['to'] = (at) => moveBy(at, step, calendar)
  const exactly: Move['exactly'] = (at) => counterpart(at, step, calendar)
  const dayAfter = (at: Temporal.PlainDateTime) => startOf(at, 'day', calendar).add({ days: 1 })
  // why: a period of a calendar of the tenant's own is clamped to its end already
  const end: Move['end'] = (at) => exactly(at) ?? (calendar.periods ? to(at) : dayAfter(to(at)))
  return { to, exactly, end, step }
}

function byLength(length: Temporal.Duration): Move {
  const to: Move['to'] = (at) => at.subtract(length)
  return { to, exactly: to, end: to }
}

/** Relative ranges step back by their own unit; explicit ones by their own local length. */
function stepBack({ range, span, calendar }: MainTime): Move {
  if ('last' in range) return byStep({ n: -range.last, unit: range.unit }, calendar)
  if ('toDate' in range) return byStep({ n: -1, unit: range.toDate }, calendar)
  if ('calendar' in range) return byStep({ n: -1, unit: range.unit }, calendar)
  return byLength(span.from.until(span.to, { largestUnit: 'days' }))
}

function previousPeriod(main: MainTime): ComparedTime {
  const move = stepBack(main)
  const from = move.to(main.span.from)
  const to = 'toDate' in main.range ? elapsedEnd(from, main) : move.to(main.span.to)
  const span = { from, to }
  if (main.grain === null) return { key: 'previous_period', span, slots: cutBuckets(span, null, main.calendar) }
  const slots = main.slots.map((slot) => movedSlot(slot, move, main))
  return { key: 'previous_period', span, slots: withinSpan(slots, span, main.calendar.timeZone) }
}

/** "So far this month" is compared with the same elapsed part of the month before, never with more than that month. */
function elapsedEnd(from: Temporal.PlainDateTime, main: MainTime): Temporal.PlainDateTime {
  const elapsed = main.span.from.until(main.span.to, { largestUnit: 'days' })
  const end = from.add(elapsed)
  return Temporal.PlainDateTime.compare(end, main.span.from) > 0 ? main.span.from : end
}

/** A bucket moved as a whole. Whole days keep their length, so that month ends neither vanish nor count twice. */
function movedSlot(slot: Slot, move: Move, main: MainTime): Slot | null {
  const span = movedSpan(slot.span, move, main)
  return span && localSlot(slot, span, main.calendar.timeZone)
}

const shorterThanMonth = new Set<Grain | null>(['minute', 'hour', 'day', 'week'])

function movedSpan(part: Span, move: Move, { grain, calendar }: MainTime): Span | null {
  const { periods } = calendar
  const { step } = move
  if (periods && step && grain && isCalendarUnit(grain) && isCalendarUnit(step.unit) && reaches(step.unit, grain)) {
    return samePlace(part, { grain, step: { ...step, unit: step.unit } }, periods)
  }
  if (!shorterThanMonth.has(grain)) return { from: move.to(part.from), to: move.end(part.to) }
  const from = move.exactly(part.from)
  return from && { from, to: from.add(part.from.until(part.to, { largestUnit: 'days' })) }
}

/** Whether a unit is made of whole grains. */
const reaches = (unit: CalendarUnit, grain: CalendarUnit) => calendarUnits.indexOf(unit) >= calendarUnits.indexOf(grain)

function localSlot(slot: Slot, span: Span, timeZone: string): Slot {
  return { ...slot, label: '', span, from: toInstant(span.from, timeZone), to: toInstant(span.to, timeZone) }
}

/** Cuts buckets at the end of the span, and drops those that overlap the one before: no row counts twice. */
function withinSpan(slots: readonly (Slot | null)[], span: Span, timeZone: string): (Slot | null)[] {
  const end = toInstant(span.to, timeZone)
  let reached: Temporal.Instant | null = null
  return slots.map((slot) => {
    if (!slot) return null
    const cut = Temporal.Instant.compare(slot.to, end) > 0
    const to = cut ? end : slot.to
    const overlaps = reached !== null && Temporal.Instant.compare(slot.from, reached) < 0
    if (overlaps || Temporal.Instant.compare(slot.from, to) >= 0) return null
    reached = to
    return cut ? { ...slot, to, span: { from: slot.span.from, to: span.to } } : slot
  })
}

const weeks = { day: null, week: 1, month: 4, quarter: 13, year: 52 } as const

function shift(main: MainTime, compare: Extract<Compare, { kind: 'shift' }>): ComparedTime {
  const { n, unit } = compare
  const { timeZone } = main.calendar
  const byWeekday = compare.align === 'weekday'
  const perUnit = weeks[unit]
  if (byWeekday && perUnit === null) {
    throw queryErrors('invalid_query', { reason: "align 'weekday' needs a shift by week, month, quarter or year" })
  }
  const move =
    byWeekday && perUnit !== null
      ? byLength(Temporal.Duration.from({ weeks: n * perUnit }))
      : byStep({ n: -n, unit }, main.calendar)
  const key = `shift_${n}_${unit}${byWeekday ? '_weekday' : ''}`
  const span = { from: move.to(main.span.from), to: move.end(main.span.to) }
  const slots = main.slots.map((slot) => movedSlot(slot, move, main))
  return { key, span, slots: withinSpan(slots, span, timeZone) }
}

function explicit(main: MainTime, range: Range): ComparedTime {
  const span = resolveRange(range, main.now, main.calendar)
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
  const clock = compare.kind === 'range' ? now : null
  const key = [JSON.stringify([range, compare]), span.from, span.to, grain, clock, ...rules].map(String).join()
  const known = recent.get(key) ?? comparedTime(main, compare)
  recent.set(key, known)
  return known
}

function comparedTime(main: MainTime, compare: SpanCompare): ComparedTime {
  if (compare.kind === 'previous_period') return previousPeriod(main)
  if (compare.kind === 'shift') return shift(main, compare)
  return explicit(main, compare.range)
}
