import type { Kind, Recorded } from './recorded.ts'

/** Entries that wait, at most so many over all kinds. */
export interface Queue {
  /** False where it is full. */
  readonly add: <K extends Kind>(kind: K, entry: Recorded[K]) => boolean
  /** The kind whose turn it is, of those that are not held back; null when nothing of them waits. */
  readonly next: (isHeld?: (kind: Kind) => boolean) => Kind | null
  /** The oldest entries of a kind, which stay. */
  readonly peek: <K extends Kind>(kind: K, most: number) => readonly Recorded[K][]
  /** Takes away the oldest entries of a kind. */
  readonly remove: (kind: Kind, count: number) => void
  readonly size: (isHeld?: (kind: Kind) => boolean) => number
  /** Takes everything away and answers how much it was. */
  readonly clear: () => number
}

const none = () => false

/** Makes an empty queue. Kinds take turns, so that one which comes in numbers keeps no other waiting. */
export function createQueue(most: number): Queue {
  const entries = new Map<Kind, object[]>()
  let size = 0
  return {
    add: (kind, entry) => {
      if (size >= most) return false
      const ofKind = entries.get(kind)
      if (ofKind) ofKind.push(entry)
      else entries.set(kind, [entry])
      size += 1
      return true
    },
    next: (isHeld = none) => [...entries.keys()].find((kind) => !isHeld(kind)) ?? null,
    peek: <K extends Kind>(kind: K, count: number) => (entries.get(kind) ?? []).slice(0, count) as Recorded[K][],
    remove: (kind, count) => {
      const ofKind = entries.get(kind) ?? []
      size -= ofKind.splice(0, count).length
      // why: a kind that is entered anew stands behind the others
      entries.delete(kind)
      if (ofKind.length > 0) entries.set(kind, ofKind)
    },
    size: (isHeld = none) => [...entries].reduce((sum, [kind, { length }]) => sum - (isHeld(kind) ? length : 0), size),
    clear: () => {
      const left = size
      entries.clear()
      size = 0
      return left
    },
  }
}
