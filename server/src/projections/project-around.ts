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

/** The sentence of an error, short enough to be kept. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000)
}

/**
 * Hands events to a plugin and finds the single ones it fails at by halving; all others are projected. Gives up as broken when
 * `patience` events failed and none succeeded.
 */
export async function projectAround(
  db: Kysely<never>,
  target: { readonly tenantId: string; readonly projector: Projector; readonly patience: number },
  events: readonly StoredEvent[],
): Promise<Around> {
  const failed: Failed[] = []
  let succeeded = 0
  const isBroken = () => succeeded === 0 && failed.length >= target.patience

  const run = async (part: readonly StoredEvent[]): Promise<void> => {
    if (part.length === 0 || isBroken()) return
    const failure = await project(db, target, part)
    if (!failure) {
      succeeded += part.length
      return
    }
    const [event] = part
    if (event && part.length === 1) {
      failed.push({ event, reason: reasonOf(failure.error) })
      return
    }
    const middle = Math.ceil(part.length / 2)
    await run(part.slice(0, middle))
    await run(part.slice(middle))
  }

  await run(events)
  return { failed, isBroken: isBroken() && events.length > failed.length }
}
