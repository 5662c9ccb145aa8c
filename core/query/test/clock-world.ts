import { hourDimension, weekdayDimension } from '@tessera/plugin-api/server'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import type { World } from './world.ts'

/** Zones and days around changes of their clocks; the last one has none, and an offset of odd minutes. */
export const places = [
  { zone: 'America/New_York', start: '2024-10-31' },
  { zone: 'America/New_York', start: '2024-03-07' },
  { zone: 'Europe/Berlin', start: '2026-03-26' },
  { zone: 'Europe/Berlin', start: '2026-10-22' },
  { zone: 'Australia/Lord_Howe', start: '2024-04-03' },
  { zone: 'Australia/Lord_Howe', start: '2024-10-02' },
  { zone: 'Asia/Kathmandu', start: '2024-02-26' },
] as const

export const clocks = [weekdayDimension, hourDimension] as const
export type Clock = (typeof clocks)[number]

/** All values a dimension of the clock may have. */
export const valuesOf = (clock: Clock) =>
  clock === weekdayDimension ? [1, 2, 3, 4, 5, 6, 7] : Array.from({ length: 24 }, (_, hour) => hour)

/** What the clock of a zone says at an instant in epoch milliseconds. */
export function clockAt(at: number, clock: Clock, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return clock === weekdayDimension ? local.dayOfWeek : local.hour
}

const onDate = (date: string, clock: Clock) =>
  clock === weekdayDimension ? String(Temporal.PlainDate.from(date).dayOfWeek) : 'none'

/** The same rows, with what the clock says at each of them written into its `kind` and `provider`. */
export function withClock(world: World, clock: Clock, zone: string): World {
  const said = (at: number) => String(clockAt(at, clock, zone))
  return {
    happenings: world.happenings.map((row) => ({ ...row, kind: said(row.at), provider: said(row.at) })),
    lastings: world.lastings.map((row) => ({ ...row, provider: said(row.start) })),
    spendings: world.spendings.map((row) => ({ ...row, provider: onDate(row.date, clock) })),
  }
}

/** Rows of a frame by bucket and dimension values, all of these as text. */
export function byGroup(frame: Frame): ReadonlyMap<string, readonly Cell[]> {
  const names = frame.columns.map(({ role }) => role === 'time' || role === 'dimension' || role === 'other')
  return new Map(
    frame.rows.map((row) => [
      JSON.stringify(row.flatMap((cell, index) => (names[index] ? [String(cell)] : []))),
      row.filter((_, index) => !names[index]),
    ]),
  )
}
