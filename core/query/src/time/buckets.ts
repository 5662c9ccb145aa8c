import { LRUCache } from 'lru-cache'
import type { Grain } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { countUnits } from './count-units.ts'
import { moveBy, type Calendar } from './calendar.ts'
import { civilEdge, compareEdges, earlierEdge, isElapsed, laterEdge } from './edge.ts'
import type { CivilGrain, Edge, ElapsedGrain } from './edge.ts'
import { beginOf, endOf, spanBetween, type Span } from './span.ts'
import { nextStart, unitStart } from './unit-start.ts'
import { unitTitle } from './unit-title.ts'

/** Most buckets one answer may have. */
export const maxBuckets = 2_000

/** One bucket: its label, and the part of it inside the range. */
export interface Slot extends Span {
  /** Local date from grain `day` up, instant below. Empty for the one bucket of a query without grain. */
  readonly label: string
  /** Readable name, where the calendar gives its units names. */
  readonly title?: string
  /** Cut off by the range. */
  readonly clipped: boolean
}

function assertNotTooMany(span: Span, grain: Grain, calendar: Calendar): void {
  if (countUnits(span, grain, calendar) > maxBuckets) {
    throw queryErrors('too_many_groups', { what: 'time buckets', limit: maxBuckets })
  }
}

/** Minutes and hours are elapsed time: a day of 25 hours has 25 of them. */
function elapsedSlots(span: Span, grain: ElapsedGrain, calendar: Calendar): Slot[] {
  const end = endOf(span)
  const slots: Slot[] = []
  let from = beginOf(span)
  let start = unitStart(from, grain, calendar)
  do {
    const next = nextStart(start, grain, calendar.timeZone)
    const to = earlierEdge(next, end)
    const clipped = compareEdges(from, start) > 0 || compareEdges(to, next) < 0
    slots.push({ label: start.instant.toString(), ...spanBetween(from, to), clipped })
    from = start = next
  } while (compareEdges(start, end) < 0)
  return slots
}

/** One whole unit of a calendar. */
function unitFrom(start: Edge, { grain, calendar }: { grain: CivilGrain; calendar: Calendar }): Slot {
  const to = civilEdge(moveBy(start.local, { n: 1, unit: grain }, calendar), calendar.timeZone)
  const title = unitTitle(start.local, grain, calendar)
  return {
    label: start.local.toPlainDate().toString(),
    ...(title === undefined ? {} : { title }),
    ...spanBetween(start, to),
    clipped: false,
  }
}

/** The part of a unit inside a span. */
function clippedTo(span: Span, unit: Slot): Slot {
  const part = spanBetween(laterEdge(beginOf(unit), beginOf(span)), earlierEdge(endOf(unit), endOf(span)))
  return part.from.equals(unit.from) && part.to.equals(unit.to) ? unit : { ...unit, ...part, clipped: true }
}

/** Gives the unit that starts at an edge. */
type Units = (start: Edge, before: Slot | null) => Slot

function cut(span: Span, units: Units, { grain, calendar }: { grain: CivilGrain; calendar: Calendar }): Slot[] {
  const slots: Slot[] = []
  let unit = units(unitStart(beginOf(span), grain, calendar), null)
  for (;;) {
    const over = Temporal.Instant.compare(unit.to, span.to)
    // why: a day that the zone left out when it changed sides of the date line has no time in it
    const passes = Temporal.Instant.compare(unit.from, unit.to) < 0
    if (passes) slots.push(over > 0 || slots.length === 0 ? clippedTo(span, unit) : unit)
    if (over >= 0) return slots.length > 0 ? slots : [clippedTo(span, unit)]
    unit = units(endOf(unit), unit)
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

function civilUnits(rules: string, of: { grain: CivilGrain; calendar: Calendar }): Units {
  const keyOf = (start: Temporal.PlainDateTime) => `${rules} ${start.toString()}`
  return (start, before) => {
    const key = (before && nextKeys.get(before)) ?? keyOf(start.local)
    const known = knownUnits.get(key)
    if (known) return known
    const unit = unitFrom(start, of)
    knownUnits.set(key, unit)
    nextKeys.set(unit, keyOf(unit.local.to))
    return unit
  }
}

/** Cuts a span into buckets of a grain, clipped to the span. Without grain: one bucket. */
export function cutBuckets(span: Span, grain: Grain | null, calendar: Calendar): readonly Slot[] {
  if (grain === null) return [{ label: '', ...span, clipped: false }]
  const { timeZone, weekStart, yearStartMonth, periods } = calendar
  const rules = [grain, timeZone, weekStart, yearStartMonth].join()
  const key = [rules, span.from, span.to, span.local.from, span.local.to].map(String).join(' ')
  const known = periods ? undefined : recent.get(key)
  if (known) return known
  assertNotTooMany(span, grain, calendar)
  const slots = isElapsed(grain) ? elapsedSlots(span, grain, calendar) : civilSlots(span, { grain, calendar, rules })
  if (!periods) recent.set(key, slots)
  return slots
}

function civilSlots(span: Span, of: { grain: CivilGrain; calendar: Calendar; rules: string }): Slot[] {
  return cut(span, of.calendar.periods ? (start) => unitFrom(start, of) : civilUnits(of.rules, of), of)
}
