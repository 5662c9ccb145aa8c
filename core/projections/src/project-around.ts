import { isLeftWaiting } from '@tessera/database'
import type { StoredEvent } from '@tessera/plugin-api/server'
import type { Kysely } from 'kysely'
import { project } from './project.ts'
import type { Projector } from './projector.ts'

/** An event that cannot be processed, and why. */
export interface Failed {
  readonly event: StoredEvent
  readonly reason: string
}

export interface Around {
  readonly failed: readonly Failed[]
  /** So many failed, and none succeeded, that it is the plugin rather than its events. Nothing was written then. */
  readonly isBroken: boolean
}

function sentenceOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    return 'what it threw cannot be read'
  }
}

/** The sentence of an error, short enough to be kept and without what no text of the database may hold. */
export function reasonOf(error: unknown): string {
  return sentenceOf(error).replaceAll('\0', '').slice(0, 1000).toWellFormed()
}

/** How often a plugin is waited for in vain, and what is said of the events it was not even given after that. */
const mostWaits = 3
const leftOut = 'it waited without end for other events'

/**
 * Hands events to a plugin and finds the single ones it fails at by halving; all others are projected. Gives up as broken when
 * `patience` events failed and none succeeded. Searching for those it never comes back from takes long: it goes on at the next
 * try, among fewer events.
 */
export async function projectAround(
  db: Kysely<never>,
  target: { readonly tenantId: string; readonly projector: Projector; readonly patience: number },
  events: readonly StoredEvent[],
): Promise<Around> {
  const failed: Failed[] = []
  let succeeded = 0
  let waited = 0
  const isBroken = () => succeeded === 0 && failed.length >= target.patience

  const fail = (part: readonly StoredEvent[], reason: string) =>
    void failed.push(...part.map((event) => ({ event, reason })))

  const run = async (part: readonly StoredEvent[]): Promise<void> => {
    if (part.length === 0 || isBroken()) return
    if (waited >= mostWaits) return fail(part, leftOut)
    const failure = await project(db, target, part)
    if (!failure) {
      succeeded += part.length
      return
    }
    const hasWaited = isLeftWaiting(failure.error)
    if (hasWaited) waited += 1
    if (part.length === 1 || (hasWaited && waited > 1)) return fail(part, reasonOf(failure.error))
    const middle = Math.ceil(part.length / 2)
    await run(part.slice(0, middle))
    await run(part.slice(middle))
  }

  await run(events)
  return { failed, isBroken: isBroken() && events.length > failed.length }
}
