import type { Grain } from '@tessera/plugin-api/wire'
import { startOf, type Calendar } from './calendar.ts'
import { civilEdge, compareEdges, edgeAt, isElapsed, type Edge, type ElapsedGrain } from './edge.ts'

const floorOf = (local: Temporal.PlainDateTime, unit: ElapsedGrain) =>
  local.round({ smallestUnit: unit, roundingMode: 'floor' })

/** When the clock was last set, at an instant or before. */
function lastSet(instant: Temporal.Instant, timeZone: string): Temporal.Instant {
  const after = instant.add({ nanoseconds: 1 }).toZonedDateTimeISO(timeZone)
  return after.getTimeZoneTransition('previous')?.toInstant() ?? instant
}

/** An hour begins where the clock shows a full one, and where it is set. */
function elapsedStart(instant: Temporal.Instant, unit: ElapsedGrain, timeZone: string): Edge {
  const { local } = edgeAt(instant, timeZone)
  const floor = floorOf(local, unit)
  const begin = edgeAt(instant.subtract(floor.until(local)), timeZone)
  return begin.local.equals(floor) ? begin : edgeAt(lastSet(instant, timeZone), timeZone)
}

/** Start of the hour or minute after the one that begins at an edge. */
export function nextStart({ instant, local }: Edge, unit: ElapsedGrain, timeZone: string): Edge {
  const seconds = unit === 'hour' ? 3600 - 60 * local.minute - local.second : 60 - local.second
  const next = edgeAt(instant.add({ seconds }), timeZone)
  if (next.local.equals(local.add({ seconds }))) return next
  const set = instant.toZonedDateTimeISO(timeZone).getTimeZoneTransition('next')
  return set ? edgeAt(set.toInstant(), timeZone) : next
}

/** The local day that an instant lies in: the latest that has begun, even where the clock was set back into the one before. */
export function dayOf({ instant, local }: Edge, timeZone: string): Temporal.PlainDate {
  const day = local.toPlainDate()
  const next = day.add({ days: 1 })
  return compareEdges(civilEdge(next.toPlainDateTime(), timeZone), { instant, local }) > 0 ? day : next
}

/** Start of the unit that an edge lies in. */
export function unitStart(at: Edge, unit: Grain, calendar: Calendar): Edge {
  const { timeZone } = calendar
  if (isElapsed(unit)) return elapsedStart(at.instant, unit, timeZone)
  return civilEdge(startOf(dayOf(at, timeZone).toPlainDateTime(), unit, calendar), timeZone)
}
