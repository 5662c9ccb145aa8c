import type { CheckedEvent } from './check-event.ts'
import { createLines } from './lines.ts'
import { createPace } from '@tessera/projections'

type Part = readonly CheckedEvent[]

export interface StoreLimits {
  /** Commits that run at once, of all tenants together; each holds a connection. */
  readonly together: number
  /** Events one commit carries at most. */
  readonly perCommit: number
  /** Events that are never parted; larger batches are. */
  readonly perPart: number
  /** How long a commit should take, in milliseconds. */
  readonly targetMs: number
  readonly patienceMs: number
}

/** Stores parts together; answers for each how many of its events are new, or why it could not be stored. */
export type StoreParts = (tenantId: string, parts: readonly Part[]) => Promise<readonly PromiseSettledResult<number>[]>

/** What waits to be stored, tenant by tenant. What comes while a commit of the tenant runs shares the next one. */
export interface StoreLine {
  /** Answers how many of the events are new, when those are committed. */
  readonly add: (tenantId: string, events: Part) => Promise<number>
  /** Whether a tenant has less waiting than one commit carries. */
  readonly hasRoom: (tenantId: string) => boolean
}

interface Waiting {
  readonly events: Part
  readonly done: PromiseWithResolvers<number>
}

/** Makes the line. `moved` is called when there may be room again. */
export function createStoreLine(limits: StoreLimits, store: StoreParts, moved: () => void): StoreLine {
  const { perCommit, perPart, targetMs } = limits
  const pace = createPace({ least: perPart, most: perCommit, targetMs })
  const lines = createLines(limits)
  const waiting = new Map<string, Set<Waiting>>()

  const countOf = (parts: Iterable<Waiting>) => [...parts].reduce((sum, { events }) => sum + events.length, 0)

  /** The oldest parts that fit into one commit. */
  const nextOf = (tenantId: string): Waiting[] => {
    const parts = waiting.get(tenantId)
    const taken: Waiting[] = []
    let events = 0
    for (const part of parts ?? []) {
      if (taken.length > 0 && events + part.events.length > pace.size()) break
      events += part.events.length
      taken.push(part)
      parts?.delete(part)
    }
    if (parts?.size === 0) waiting.delete(tenantId)
    return taken
  }

  const commitNext = async (tenantId: string): Promise<void> => {
    const taken = nextOf(tenantId)
    // why: every part has asked for a commit, and the one before may have carried this part already
    if (taken.length === 0) return
    moved()
    const begin = performance.now()
    try {
      const results = await store(
        tenantId,
        taken.map(({ events }) => events),
      )
      pace.note(
        taken.reduce((sum, { events }) => sum + events.length, 0),
        performance.now() - begin,
      )
      taken.forEach(({ done }, at) => {
        const result = results[at]
        if (result?.status === 'fulfilled') done.resolve(result.value)
        else done.reject(result?.reason)
      })
    } catch (error) {
      for (const { done } of taken) done.reject(error)
    }
  }

  const addPart = (tenantId: string, events: Part): Promise<number> => {
    const done = Promise.withResolvers<number>()
    const parts = waiting.get(tenantId) ?? new Set()
    const part = { events, done }
    waiting.set(tenantId, parts.add(part))
    lines
      .run(tenantId, () => commitNext(tenantId))
      .catch((error: unknown) => {
        if (parts.delete(part)) done.reject(error)
      })
    return done.promise
  }

  return {
    add: async (tenantId, events) => {
      const parts: Promise<number>[] = []
      for (let at = 0; at < events.length; at += perPart) {
        parts.push(addPart(tenantId, events.slice(at, at + perPart)))
      }
      return (await Promise.all(parts)).reduce((sum, stored) => sum + stored, 0)
    },
    hasRoom: (tenantId) => countOf(waiting.get(tenantId) ?? []) < perCommit,
  }
}
