/** How long the database and the way to it may take, in milliseconds. Null: as long as it takes. */
export interface DatabaseLimits {
  /** Until a connection is there. */
  readonly connectMs: number
  /** Until a short statement is answered: those of the owner, and those that open and close a transaction. */
  readonly answerMs: number | null
  /** Until a statement that was stopped has ended; then its connection is dropped. */
  readonly graceMs: number
  /** A statement without answer for this long is looked after: is the database at work on it? */
  readonly quietMs: number
  /** Until it is said whether the database answers at all. */
  readonly reachMs: number
  /** Until a transaction that is told nothing more is undone by the server, with the locks it holds: who began it may be gone. */
  readonly abandonedMs: number
  /** Until all is closed. */
  readonly closeMs: number
}

/** A server somewhere in a network, whose connections may go silent. */
export const serverLimits: DatabaseLimits = {
  connectMs: 4_000,
  answerMs: 4_000,
  graceMs: 3_000,
  quietMs: 3_000,
  reachMs: 1_500,
  abandonedMs: 30_000,
  closeMs: 5_000,
}

/** The embedded database: all connections share one session and wait for each other; what holds it too long is ended there. */
export const embeddedLimits: DatabaseLimits = {
  connectMs: 60_000,
  answerMs: null,
  graceMs: 3_000,
  quietMs: 3_000,
  reachMs: 10_000,
  abandonedMs: 0,
  closeMs: 10_000,
}

/** Longest time for maintenance: migrations, statistics, cleaning. */
export const maintenanceMs = 3_600_000
/** A migration may rest for a minute, so that what it waits for can be named before the server gives it up. */
export const restingMigrationMs = 65_000
/** Longest time for what is asked about other connections: is it at work, stop it. */
export const controlMs = 2_000
