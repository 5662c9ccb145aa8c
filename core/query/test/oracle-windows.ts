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

const windows: Readonly<Record<string, Window>> = {
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

/** The question a window stands for: another metric, over a span that begins before the bucket. Null for other metrics. */
export function windowOf(world: World, metric: string, q: Question) {
  const window = windows[metric]
  if (!window) return null
  const end = Temporal.Instant.fromEpochMilliseconds(q.to).toZonedDateTimeISO(q.timeZone)
  const start = window.start(end, q)
  const happenings = world.happenings.filter(({ event }) => window.keeps?.(event) ?? true)
  return {
    world: { ...world, happenings },
    metric: window.of,
    q: { ...q, from: start.epochMilliseconds, fromDate: start.toPlainDate().toString() },
  }
}
