/** Days of a tenant's zone, and the moment each is over. */
export interface Days {
  readonly dates: readonly string[]
  readonly ends: readonly string[]
}

/** The days from the first to the last one, both included. */
export function daysOf(first: Temporal.PlainDate, last: Temporal.PlainDate, timeZone: string): Days {
  const dates: Temporal.PlainDate[] = []
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) dates.push(day)
  return daysAt(dates.map(String), timeZone)
}

/** Some days, the earliest first. */
export function daysAt(dates: readonly string[], timeZone: string): Days {
  const endOf = (date: string) => Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
  return { dates, ends: dates.map((date) => endOf(date).toString()) }
}

/** The last day that is over at an instant. */
export function lastDayBefore(now: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .subtract({ days: 1 })
}
