import type { Compare, Grain, Range } from '@tessera/plugin-api/wire'

/** Minutes since 1970; all clocks here are set at full minutes. */
type Minute = number
const minute = 60_000

/** What clocks show, minute by minute, without the engine's calendar. */
export function clockOf(timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
  const known = new Map<Minute, string>()
  /** `2024-11-03, 01:30` */
  const shows = (at: Minute): string => {
    const text = known.get(at) ?? parts.format(at * minute)
    known.set(at, text)
    return text
  }
  const dateOf = (at: Minute) => shows(at).slice(0, 10)
  const civil = (text: string) => Date.parse(`${text.slice(0, 10)}T${text.slice(-5)}Z`) / minute
  const wasSet = (at: Minute) => civil(shows(at)) !== civil(shows(at - 1)) + 1
  /** The latest start, at a minute or before: what `begins` says of. */
  const back = (at: Minute, begins: (at: Minute) => boolean): Minute => {
    let start = at
    while (!begins(start)) start -= 1
    return start
  }
  const hourOf = (at: Minute) => back(at, (one) => shows(one).endsWith(':00') || wasSet(one))
  /** First minute of a local date. */
  const dayStart = (date: string): Minute => {
    let at = Date.parse(`${date}T00:00Z`) / minute - 26 * 60
    while (dateOf(at) < date) at += 1
    return at
  }
  /** First minute that the clock shows a time or, where it jumps past it, a later one. */
  const timeStart = (date: string, time: string): Minute => {
    let at = dayStart(date)
    while (shows(at).slice(-5) < time) at += 1
    return at
  }
  return { dateOf, hourOf, dayStart, timeStart, civil, shows }
}

export type Clock = ReturnType<typeof clockOf>

/** A half-open span in minutes. */
export interface Minutes {
  readonly from: Minute
  readonly to: Minute
}

const shiftDate = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString()

function boundOf(text: string, clock: Clock): Minute {
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return Date.parse(text) / minute
  return clock.timeStart(text.slice(0, 10), text.slice(11, 16) || '00:00')
}

/** The span of a range, as its words say. Of civil units only days. */
export function spanOf(range: Range, now: Minute, clock: Clock): Minutes {
  if ('from' in range) return { from: boundOf(range.from, clock), to: boundOf(range.to, clock) }
  const today = clock.dateOf(now)
  if ('toDate' in range) {
    const starts = { minute: now, hour: clock.hourOf(now), day: clock.dayStart(today) }
    return { from: starts[range.toDate as 'day'], to: now }
  }
  const start = range.unit === 'day' ? 0 : range.unit === 'hour' ? clock.hourOf(now) : now
  const after = (n: number) =>
    range.unit === 'day' ? clock.dayStart(shiftDate(today, n)) : start + n * (range.unit === 'hour' ? 60 : 1)
  if ('last' in range) {
    const end = -(range.offset ?? 0)
    return { from: after(end - range.last), to: after(end) }
  }
  const first = range.calendar === 'this' ? 0 : -1
  return { from: after(first), to: after(first + 1) }
}

/** The bucket that a minute of a span lies in, named by its first minute. */
export function bucketOf(at: Minute, span: Minutes, { grain, clock }: { grain: Grain | null; clock: Clock }): Minute {
  if (grain === null) return span.from
  if (grain === 'minute') return at
  return grain === 'hour' ? clock.hourOf(at) : clock.dayStart(clock.dateOf(at))
}

const daysBack = { day: 1, week: 7 } as const

/**
 * The minute of the query's own span that a minute of the compared one stands beside; null outside of the comparison. Ranges in
 * hours and minutes move as wholes; of all others each day does, and within it nothing but the distance from its start counts.
 */
export function besideOf(
  at: Minute,
  asked: { readonly range: Range; readonly compare: Compare; readonly span: Minutes; readonly clock: Clock },
): Minute | null {
  const { range, compare, span, clock } = asked
  const unit = 'from' in range ? 'day' : 'toDate' in range ? range.toDate : range.unit
  const shift = compare.kind === 'shift' ? compare.n * daysBack[compare.unit as 'day'] : 0
  if (unit !== 'day') {
    const label = clock.shows(span.from)
    const moved = clock.timeStart(shiftDate(label.slice(0, 10), -shift), label.slice(-5))
    const length = 'last' in range ? range.last * (unit === 'hour' ? 60 : 1) : unit === 'hour' ? 60 : 1
    const back = shift > 0 ? span.from - moved : length
    const own = at + back
    return own >= span.from && own < span.to ? own : null
  }
  const days = Math.round((clock.civil(clock.shows(span.to)) - clock.civil(clock.shows(span.from))) / 1440)
  const previous = 'last' in range ? range.last : 'from' in range ? days : 1
  const date = shiftDate(clock.dateOf(at), shift > 0 ? shift : previous)
  const own = clock.dayStart(date) + at - clock.dayStart(clock.dateOf(at))
  const end = clock.dayStart(shiftDate(date, 1))
  const last = Math.min(own, end - 1)
  if (date < clock.dateOf(span.from) || own < span.from) return null
  // why: "so far" goes as far in the other day, and not beyond its end
  if ('toDate' in range) return own < span.to ? own : null
  return last < span.to ? last : null
}
