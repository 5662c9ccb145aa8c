import { LRUCache } from 'lru-cache'
import type { Frame } from '@tessera/plugin-api/wire'
import { frameJson } from './answer-json.ts'
import type { CacheKey } from './cache-key.ts'
import { stateOf, type TableVersions } from './reads.ts'

/** Answers kept outside of the process, for several servers. A store that cannot be reached answers null and never throws. */
export interface SharedStore {
  readonly get: (key: string) => Promise<string | null>
  readonly set: (key: string, value: string, seconds: number) => void
}

/** An answer with the tables it was computed from. */
export interface Computed {
  readonly reads: readonly string[]
  readonly frame: Frame
}

/** Keeps answers with the state of the tables they were computed from; another state is a miss. */
export interface FrameStore {
  readonly near: (key: CacheKey, versions: TableVersions) => Frame | null
  readonly far: (key: CacheKey, versions: TableVersions) => Promise<Frame | null>
  readonly put: (key: CacheKey, versions: TableVersions, computed: Computed) => void
}

export interface FrameStoreOptions {
  /** Size of the answers kept in memory, as JSON. 0 keeps none anywhere. */
  readonly bytes: number
  readonly shared?: SharedStore | undefined
  /** Says which code computes: answers of other plugins or versions of them are never read from the shared store. */
  readonly fingerprint?: string | undefined
}

/** Longest time an answer is given again, in seconds: bounds what SQL written by hand past the product can leave stale. */
export const longestSeconds = 60

interface Kept extends Computed {
  readonly state: string
}

/** The same value; nobody can change it or a part of it any more. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}

/** Makes the store of one process. */
export function createFrameStore({ bytes, shared, fingerprint = '' }: FrameStoreOptions): FrameStore {
  const memory =
    bytes > 0 ? new LRUCache<CacheKey, Kept>({ maxSize: bytes, ttl: longestSeconds * 1000, ttlResolution: 100 }) : null
  const keep = (key: CacheKey, kept: Kept, size: number) => {
    // why: the text is kept beside the frame
    if (size <= bytes / 8) memory?.set(key, kept, { size: 2 * size })
  }
  const holds = ({ reads, state }: Kept, versions: TableVersions) => stateOf(reads, versions) === state
  const farKey = (key: CacheKey) => `tessera:answer:${fingerprint}:${key}`
  return {
    near: (key, versions) => {
      const kept = memory?.get(key)
      return kept && holds(kept, versions) ? kept.frame : null
    },
    far: async (key, versions) => {
      const text = memory && (await shared?.get(farKey(key)))
      if (!text) return null
      const kept = frozen(JSON.parse(text) as Kept)
      if (!holds(kept, versions)) return null
      keep(key, kept, text.length)
      return kept.frame
    },
    put: (key, versions, { reads, frame }) => {
      if (!memory) return
      const text = frameJson(frozen(frame))
      const state = stateOf(reads, versions)
      keep(key, { reads, state, frame }, text.length)
      const about = JSON.stringify({ reads, state }).slice(0, -1)
      shared?.set(farKey(key), `${about},"frame":${text}}`, longestSeconds)
    },
  }
}
