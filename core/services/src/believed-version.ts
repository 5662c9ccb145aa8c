const believeMs = 1_000

/** The version of a tenant's data that a caller was identified with. */
export interface BelievedVersion {
  /** Undefined where it must be read anew. */
  readonly now: () => string | undefined
  readonly forget: () => void
}

/** Believes a version for a second: a procedure that answers for longer asks again and again, and must not be told of the state it began with. */
export function believedVersion(read: string | undefined): BelievedVersion {
  let version = read
  const until = performance.now() + believeMs
  return { now: () => (performance.now() < until ? version : undefined), forget: () => (version = undefined) }
}
