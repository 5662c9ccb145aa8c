const hour = 3_600_000

/** Days and moments of a tenant, counted from its today. */
export interface Calendar {
  /** A day, as -1 for yesterday: `2026-11-19`. */
  readonly date: (day: number) => string
  /** A moment of a day, in milliseconds since 1970. */
  readonly moment: (day: number, hours: number) => number
  readonly isWorkday: (day: number) => boolean
  /** First day of the quarter so many quarters after the running one, counted from today. */
  readonly quarter: (after: number) => number
}

/** The calendar of a tenant, whose quarters are those of its fiscal year. */
export function calendarOf(asOf: Date, timeZone: string, fiscalYearStartMonth: number): Calendar {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const on = (day: number) => today.add({ days: day })
  const past = (today.month - fiscalYearStartMonth + 12) % 3
  const running = today.with({ day: 1 }).subtract({ months: past })
  return {
    date: (day) => on(day).toString(),
    moment: (day, hours) => on(day).toZonedDateTime(timeZone).epochMilliseconds + Math.round(hours * hour),
    isWorkday: (day) => on(day).dayOfWeek < 6,
    quarter: (after) => today.until(running.add({ months: 3 * after })).days,
  }
}
