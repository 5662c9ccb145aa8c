const atNight = Temporal.PlainTime.from('03:00')

/** When it last was three in the night in a zone; where clocks skip that hour, the moment they do. */
export function latestNight(timeZone: string, now: Date): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const today = here.withPlainTime(atNight)
  const isOver = Temporal.ZonedDateTime.compare(today, here) <= 0
  const night = isOver
    ? today
    : here.toPlainDate().subtract({ days: 1 }).toZonedDateTime({ timeZone, plainTime: atNight })
  return new Date(night.epochMilliseconds)
}
