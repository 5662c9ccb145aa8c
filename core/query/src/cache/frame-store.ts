import { LRUCache } from 'lru-cache'
import type { Frame } from '@tessera/plugin-api/wire'
import { frameJson } from './answer-json.ts'
import type { CacheKey } from './cache-key.ts'

/** Answers kept outside of the process, for several servers. A store that cannot be reached answers null and never throws. */
export interface SharedStore {
  readonly get: (key: string) => Promise<string | null>
  readonly set: (key: string, value: string, seconds: number) => void
}

/** Keeps answers with the version of the data they were computed from; another version is a miss. */
export interface FrameStore {
  readonly near: (key: CacheKey, version: string) => Frame | null
  readonly far: (key: CacheKey, version: string) => Promise<Frame | null>
  readonly put: (key: CacheKey, version: string, frame: Frame) => void
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

interface Kept {
  readonly version: string
  readonly frame: Frame
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
  const farKey = (key: CacheKey) => `tessera:answer:${fingerprint}:${key}`
  return {
    near: (key, version) => {
      const kept = memory?.get(key)
      return kept?.version === version ? kept.frame : null
    },
    far: async (key, version) => {
      const text = memory && (await shared?.get(farKey(key)))
      if (!text) return null
      const kept = frozen(JSON.parse(text) as Kept)
      if (kept.version !== version) return null
      keep(key, kept, text.length)
      return kept.frame
    },
    put: (key, version, frame) => {
      if (!memory) return
      const text = frameJson(frozen(frame))
      keep(key, { version, frame }, text.length)
      shared?.set(farKey(key), `{"version":${JSON.stringify(version)},"frame":${text}}`, longestSeconds)
    },
  }
}
