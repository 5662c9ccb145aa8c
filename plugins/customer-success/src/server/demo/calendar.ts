/** Days and moments of a tenant, counted from its today. */
export interface Calendar {
  readonly asOf: number
  /** A day, as -1 for yesterday: `2026-11-19`. */
  readonly date: (day: number) => string
  /** A moment of a day, as an ISO text. */
  readonly moment: (day: number, hour: number) => string
}

/** The calendar of a tenant. */
export function calendarOf(asOf: Date, timeZone: string): Calendar {
  const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const of = (day: number) => today.add({ days: day })
  return {
    asOf: asOf.getTime(),
    date: (day) => of(day).toString(),
    moment: (day, hour) => {
      const at = of(day)
        .toZonedDateTime(timeZone)
        .add({ minutes: Math.round(hour * 60) })
      return new Date(at.epochMilliseconds).toISOString()
    },
  }
}
