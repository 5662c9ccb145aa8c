const weekdayWeights = [1.1, 1.1, 1.1, 1.1, 0.95, 0.35, 0.35]

/** Days before the tenant's today: -1 is yesterday. */
export interface Calendar {
  readonly date: (day: number) => string
  /** The start of the day, in milliseconds since 1970. */
  readonly startOf: (day: number) => number
  /** The day that holds an instant, written as the database or ISO 8601 does. */
  readonly dayOf: (instant: string) => number
  /** How much happens on it, compared with others. */
  readonly weight: (day: number) => number
}

/** The days of a zone before the local midnight at or before `asOf`. */
export function calendarOf(asOf: Date, timeZone: string): Calendar {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const on = (day: number) => today.add({ days: day })
  const start = today.toZonedDateTime(timeZone).epochMilliseconds
  return {
    date: (day) => on(day).toString(),
    startOf: (day) => on(day).toZonedDateTime(timeZone).epochMilliseconds,
    dayOf: (instant) => Math.floor((Date.parse(instant) - start) / 86_400_000),
    weight: (day) => weekdayWeights[on(day).dayOfWeek - 1] ?? 1,
  }
}
