import type { Compare, Grain, Range } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { addGrain, toInstant, type Calendar } from './calendar.ts'
import { cutBuckets, type Slot } from './buckets.ts'
import { resolveRange } from './resolve-range.ts'
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

type Move = (at: Temporal.PlainDateTime) => Temporal.PlainDateTime

/** Relative ranges step back by their own unit; explicit ones by their own local length. */
function stepBack(main: MainTime): Move {
  const { range, span } = main
  if ('last' in range) return (at) => addGrain(at, -range.last, range.unit)
  if ('toDate' in range) return (at) => addGrain(at, -1, range.toDate)
  if ('calendar' in range) return (at) => addGrain(at, -1, range.unit)
  const length = span.from.until(span.to, { largestUnit: 'days' })
  return (at) => at.subtract(length)
}

function previousPeriod(main: MainTime): ComparedTime {
  const move = stepBack(main)
  const from = move(main.span.from)
  const to = 'toDate' in main.range ? elapsedEnd(from, main) : move(main.span.to)
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
  const from = move(slot.span.from)
  const byDay = main.grain === 'day' || main.grain === 'week' || main.grain === 'hour' || main.grain === 'minute'
  if (byDay && isClamped(slot.span.from, from)) return null
  const to = byDay ? from.add(slot.span.from.until(slot.span.to, { largestUnit: 'days' })) : move(slot.span.to)
  return localSlot(slot, { from, to }, main.calendar.timeZone)
}

/** A day that the earlier month does not have was pulled back to that month's end. */
function isClamped(original: Temporal.PlainDateTime, moved: Temporal.PlainDateTime): boolean {
  return original.day > moved.daysInMonth && moved.day === moved.daysInMonth
}

function localSlot(slot: Slot, span: Span, timeZone: string): Slot {
  return { ...slot, label: '', span, from: toInstant(span.from, timeZone), to: toInstant(span.to, timeZone) }
}

/** Cuts buckets at the end of the span, and drops those that overlap the one before: no row counts twice. */
function withinSpan(slots: readonly (Slot | null)[], span: Span, timeZone: string): (Slot | null)[] {
  const end = toInstant(span.to, timeZone)
  let reached: Temporal.Instant | null = null
  return slots.map((slot) => {
    if (!slot) return null
    const to = Temporal.Instant.compare(slot.to, end) > 0 ? end : slot.to
    const overlaps = reached !== null && Temporal.Instant.compare(slot.from, reached) < 0
    if (overlaps || Temporal.Instant.compare(slot.from, to) >= 0) return null
    reached = to
    return { ...slot, to }
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
  const move: Move =
    byWeekday && perUnit !== null ? (at) => at.subtract({ weeks: n * perUnit }) : (at) => addGrain(at, -n, unit)
  const key = `shift_${n}_${unit}${byWeekday ? '_weekday' : ''}`
  const span = { from: move(main.span.from), to: move(main.span.to) }
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

/** Resolves one comparison of a query. */
export function compareTime(main: MainTime, compare: SpanCompare): ComparedTime {
  if (compare.kind === 'previous_period') return previousPeriod(main)
  if (compare.kind === 'shift') return shift(main, compare)
  return explicit(main, compare.range)
}
