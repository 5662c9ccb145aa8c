import { isOfDatabase } from '@tessera/database'
import type { ServerDoor, StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'

/** A running plugin that turns events into rows of its own. */
export interface Projector {
  readonly plugin: string
  readonly events: ReadonlySet<string>
  readonly project: NonNullable<ServerDoor['project']>
  /** Runs its code so that what it leaves behind is known to be the plugin's. */
  readonly runAs: <T>(run: () => T) => T
}

export interface ProjectionFailure {
  readonly plugin: string
  readonly events: readonly StoredEvent[]
  readonly error: unknown
}

/**
 * Hands newly stored events to one plugin within the transaction that stores them, behind a savepoint: what it wrote is
 * undone when it throws, the events stay. The savepoint travels with the plugin's first statement. Trouble of the database is not
 * the plugin's: it is thrown on.
 */
export async function project(
  db: Kysely<never>,
  target: { readonly tenantId: string; readonly projector: Projector },
  events: readonly StoredEvent[],
): Promise<ProjectionFailure | null> {
  const { tenantId, projector } = target
  const saved = sql`savepoint projection`.execute(db)
  const [outcome] = await Promise.allSettled([
    projector.runAs(async () => projector.project({ db, tenantId, events })),
    saved,
  ])
  await saved
  if (outcome.status === 'fulfilled') {
    await sql`release savepoint projection`.execute(db)
    return null
  }
  await sql`rollback to savepoint projection`.execute(db)
  if (isOfDatabase(outcome.reason)) throw outcome.reason
  return { plugin: projector.plugin, events, error: outcome.reason }
}
