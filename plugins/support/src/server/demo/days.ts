import type { Random } from './random.ts'

const hour = 3_600_000
const weights = [1.1, 1.1, 1.1, 1.1, 0.95, 0.35, 0.35]

/** Thirty local days. */
export interface Window {
  readonly from: number
  /** Start of the day after the last one, in milliseconds since 1970. */
  readonly to: number
  /** An instant in it, in working hours: working days more often than weekends. */
  readonly moment: (random: Random) => number
}

/** The last windows of 30 local days before `asOf`, the latest first. */
export function windowsBefore(asOf: Date, timeZone: string, count: number): Window[] {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const startOf = (daysAgo: number) => today.subtract({ days: daysAgo }).toZonedDateTime(timeZone).epochMilliseconds
  return Array.from({ length: count }, (_, nth) => {
    const days = Array.from({ length: 30 }).map((__, at) => {
      const date = today.subtract({ days: 30 * (nth + 1) - at })
      return { start: date.toZonedDateTime(timeZone).epochMilliseconds, weight: weights[date.dayOfWeek - 1] ?? 1 }
    })
    const all = days.reduce((sum, { weight }) => sum + weight, 0)
    const moment = (random: Random) => {
      let rest = random.unit() * all
      const day = days.find(({ weight }) => (rest -= weight) < 0) ?? days[0]
      return (day?.start ?? 0) + 8 * hour + random.int(0, 5 * hour) + random.int(0, 5 * hour)
    }
    return { from: startOf(30 * (nth + 1)), to: startOf(30 * nth), moment }
  })
}
