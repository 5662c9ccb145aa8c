import { asPlugin, isOfDatabase, whileActive } from '@tessera/database'
import type { StoredEvent } from '@tessera/plugin-api/server'
import { schemaOf } from '@tessera/registry'
import { readSettings } from '@tessera/settings'
import { sql, type Kysely } from 'kysely'
import type { Projector } from './projector.ts'

export interface ProjectionFailure {
  readonly plugin: string
  readonly events: readonly StoredEvent[]
  readonly error: unknown
}

/** What plugins do with events must go on: meanwhile nothing of the tenant is stored, embedded of no tenant. */
export const activeProjection = { step: 'its projection', idleMs: 5_000 }

/**
 * Hands events to one plugin within a transaction, as the plugin's role and behind a savepoint: what it wrote is
 * undone when it throws, the events stay. The savepoint travels with the plugin's first statement. Trouble of the database is not
 * the plugin's: it is thrown on.
 */
export async function project(
  db: Kysely<never>,
  target: { readonly tenantId: string; readonly projector: Projector },
  events: readonly StoredEvent[],
): Promise<ProjectionFailure | null> {
  const { tenantId, projector } = target
  const settings = await readSettings(db, tenantId, projector.contract)
  const saved = sql`savepoint projection`.execute(db)
  const [outcome] = await Promise.allSettled([
    asPlugin(db, schemaOf(projector.plugin), (given) =>
      whileActive(given, activeProjection, (own) =>
        projector.runAs(async () => projector.project({ db: own, tenantId, events, settings })),
      ),
    ),
    saved,
  ])
  await saved
  if (outcome.status === 'fulfilled') {
    // why: nobody has to wait for it; where it fails, so does whatever comes next
    sql`release savepoint projection`.execute(db).catch(() => {})
    return null
  }
  await sql`rollback to savepoint projection`.execute(db)
  if (isOfDatabase(outcome.reason)) throw outcome.reason
  return { plugin: projector.plugin, events, error: outcome.reason }
}
