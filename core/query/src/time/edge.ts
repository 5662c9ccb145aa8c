import type { Grain } from '@tessera/plugin-api/wire'

/**
 * Where a span begins or ends: the instant, and what the clock of the zone shows there. Of an hour that comes twice only the
 * instant tells which one is meant. Civil time that the clock skips keeps the reading it was written with.
 */
export interface Edge {
  readonly instant: Temporal.Instant
  readonly local: Temporal.PlainDateTime
}

/** Grains that are lengths of elapsed time; all others are civil. */
export type ElapsedGrain = Extract<Grain, 'minute' | 'hour'>
export type CivilGrain = Exclude<Grain, ElapsedGrain>

export function isElapsed(grain: Grain | null): grain is ElapsedGrain {
  return grain === 'minute' || grain === 'hour'
}

/** An instant, with what the clock shows. */
export function edgeAt(instant: Temporal.Instant, timeZone: string): Edge {
  return { instant, local: instant.toZonedDateTimeISO(timeZone).toPlainDateTime() }
}

/** The instant a local date-time stands for. Skipped by the clock: when it jumps past it. Shown twice: the first time. */
export function toInstant(at: Temporal.PlainDateTime, timeZone: string): Temporal.Instant {
  return at.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant()
}

/** A local date-time, with the instant it stands for. */
export function civilEdge(local: Temporal.PlainDateTime, timeZone: string): Edge {
  return { instant: toInstant(local, timeZone), local }
}

/** Another local date-time; where both are shown twice, the same time of the two. */
export function likeEdge(at: Edge, local: Temporal.PlainDateTime, timeZone: string): Edge {
  if (toInstant(at.local, timeZone).equals(at.instant)) return civilEdge(local, timeZone)
  return { instant: local.toZonedDateTime(timeZone, { disambiguation: 'later' }).toInstant(), local }
}

/** Compares two edges by their instants. */
export function compareEdges(a: Edge, b: Edge): number {
  return Temporal.Instant.compare(a.instant, b.instant)
}

export function laterEdge(a: Edge, b: Edge): Edge {
  return compareEdges(b, a) > 0 ? b : a
}

export function earlierEdge(a: Edge, b: Edge): Edge {
  return compareEdges(b, a) < 0 ? b : a
}
