import type { Question } from './oracle.ts'
import type { World } from './world.ts'

type Moment = Temporal.ZonedDateTime

/** A metric over the rows from `start` to the end of the bucket; `keeps` narrows the rows first. */
interface Window {
  readonly of: string
  readonly start: (end: Moment, q: Question) => Moment
  readonly keeps?: (event: string) => boolean
}

const lastMoment = (end: Moment) => end.subtract({ nanoseconds: 1 })
const back = (span: Temporal.DurationLike) => (end: Moment) => end.subtract(span)
const ever = (end: Moment) => end.subtract({ years: 50 })
const week = (end: Moment, q: Question) => {
  let day = lastMoment(end).startOfDay()
  while (day.dayOfWeek !== q.weekStart) day = day.subtract({ days: 1 })
  return day
}
const year = (end: Moment) => lastMoment(end).with({ month: 1, day: 1 }).startOfDay()
const threeDays = back({ days: 3 })

const month = (end: Moment) => lastMoment(end).with({ day: 1 }).startOfDay()

const windows: Readonly<Record<string, Window>> = {
  ever: { of: 'rows', start: ever },
  this_month: { of: 'total', start: month },
  last_two_days: { of: 'rows_a', start: back({ days: 2 }) },
  active_users: { of: 'users', start: threeDays },
  rows_in_a_week: { of: 'rows', start: back({ days: 7 }) },
  rows_in_36_hours: { of: 'rows', start: back({ hours: 36 }) },
  total_in_a_month: { of: 'total', start: back({ months: 1 }) },
  mean_in_three_days: { of: 'mean', start: threeDays },
  smallest_in_three_days: { of: 'smallest', start: threeDays },
  largest_in_three_days: { of: 'largest', start: threeDays },
  median_in_three_days: { of: 'median', start: threeDays },
  users_ever: { of: 'users', start: ever },
  users_this_week: { of: 'users', start: week },
  users_of_a: { of: 'users', start: back({ days: 4 }), keeps: (event) => event === 'a' },
  total_this_week: { of: 'total', start: week },
  largest_this_year: { of: 'largest', start: year },
  spend_in_three_days: { of: 'spend', start: threeDays },
  spend_this_week: { of: 'spend', start: week },
}

/** The part of a bucket that has passed, the running day whole where days are asked for; null for a bucket to come. */
export function elapsed(q: Question): Question | null {
  if (q.from >= q.now) return null
  if (q.to <= q.now) return q
  const today = Temporal.Instant.fromEpochMilliseconds(q.now).toZonedDateTimeISO(q.timeZone).toPlainDate()
  return { ...q, to: q.now, toDate: today.add({ days: 1 }).toString() }
}

/** Whether the oracle computes a metric as another one over a window. */
export const isWindowed = (metric: string) => metric in windows

/** The question a window stands for: another metric, over a span that begins before the bucket's end, or before now. */
export function windowOf(world: World, metric: string, q: Question) {
  const window = windows[metric]
  const passed = elapsed(q)
  if (!window || !passed) return null
  const end =
    window.of === 'spend'
      ? Temporal.PlainDate.from(passed.toDate).toZonedDateTime(q.timeZone)
      : Temporal.Instant.fromEpochMilliseconds(passed.to).toZonedDateTimeISO(q.timeZone)
  const start = window.start(end, q)
  const happenings = world.happenings.filter(({ event }) => window.keeps?.(event) ?? true)
  return {
    world: { ...world, happenings },
    metric: window.of,
    q: { ...passed, from: start.epochMilliseconds, fromDate: start.toPlainDate().toString() },
  }
}
