import type { Random } from './random.ts'

/** Local days before "now": -1 is the last whole day, -30 the first of the last 30. */
export interface Span {
  readonly from: number
  readonly to: number
}

export const windows = { previous: { from: -60, to: -31 }, current: { from: -30, to: -1 } } as const

/** Before the first window; nothing of the demo is older. */
export const history: Span = { from: -180, to: -61 }

const oldest = -760
const weekdayWeights = [1.1, 1.1, 1.1, 1.1, 0.95, 0.35, 0.35]
const dailyGrowth = 0.004

export interface Calendar {
  /** Start of a local day, in milliseconds since 1970. */
  readonly startOf: (day: number) => number
  /** A day of the span: working days more often than weekends, later days a little more often than earlier. */
  readonly day: (span: Span) => number
  /** An instant of the day in waking hours, far from midnight. */
  readonly moment: (day: number) => number
  /** The Tuesday in the middle of the current window on which the servers of all providers had trouble. */
  readonly outage: number
}

/** Lays local days of a time zone before the local midnight at or before `asOf`. */
export function calendarOf(asOf: Date, timeZone: string, random: Random): Calendar {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const starts: number[] = []
  const weightBefore: number[] = [0]
  let outage = -14
  for (let day = oldest; day <= 0; day++) {
    const date = today.add({ days: day })
    starts.push(date.toZonedDateTime(timeZone).epochMilliseconds)
    const growth = 1 + dailyGrowth * Math.max(0, day - history.from)
    weightBefore.push((weightBefore.at(-1) ?? 0) + (weekdayWeights[date.dayOfWeek - 1] ?? 1) * growth)
    if (date.dayOfWeek === 2 && day >= -17 && day <= -11) outage = day
  }
  const startOf = (day: number) => starts[day - oldest] ?? Number.NaN
  const before = (day: number) => weightBefore[day - oldest] ?? 0
  return {
    outage,
    startOf,
    day: ({ from, to }) => {
      const goal = before(from) + random.unit() * (before(to + 1) - before(from))
      let low = from
      let high = to
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        if (before(middle + 1) > goal) high = middle
        else low = middle + 1
      }
      return low
    },
    moment: (day) => startOf(day) + (480 + random.int(0, 315) + random.int(0, 315)) * 60_000 + random.int(0, 59_999),
  }
}
