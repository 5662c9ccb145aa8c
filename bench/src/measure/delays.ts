import type { Arrival } from '../load/listener.ts'

/** A change that was written, in the order they were. */
export interface Change {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * How long each change took to each stream, in milliseconds: until it was told, or a later one that includes it. Infinite where neither
 * came.
 */
export function delaysOf(changes: readonly Change[], arrivals: readonly Arrival[]): number[] {
  const places = new Map(changes.map(({ id }, place) => [id, place]))
  const first = changes.map(() => Infinity)
  for (const [id, at] of arrivals) {
    const place = places.get(id) ?? -1
    for (let earlier = place; earlier >= 0 && (first[earlier] ?? 0) > at; earlier -= 1) first[earlier] = at
  }
  return changes.map(({ at }, place) => (first[place] ?? Infinity) - at)
}
