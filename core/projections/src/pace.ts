/** How many events a commit carries so that it takes about as long as it should. */
export interface Pace {
  readonly size: () => number
  /** A commit of so many events took so long. */
  readonly note: (events: number, ms: number) => void
}

export interface PaceLimits {
  readonly least: number
  readonly most: number
  /** How long a commit should take, in milliseconds. */
  readonly targetMs: number
}

/** Begins with few and follows what is measured, up to twice as many at a time. */
export function createPace({ least, most, targetMs }: PaceLimits): Pace {
  let size = Math.min(most, least * 2)
  return {
    size: () => size,
    note: (events, ms) => {
      // why: a small commit says nothing about what a full one would take
      if (events < size / 2 && ms < targetMs) return
      const fitting = Math.min((events * targetMs) / Math.max(1, ms), size * 2)
      size = Math.round(Math.max(least, Math.min(most, fitting)))
    },
  }
}
