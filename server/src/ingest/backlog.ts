import type { Database } from '@tessera/database'
import { sql, type Kysely } from 'kysely'
import { project, type ProjectionFailure, type Projector } from './project.ts'
import { readBacklog } from './store-events.ts'

const most = 10_000

/** Notes events a plugin could not process, in the transaction that stores them. */
export async function addToBacklog(db: Kysely<never>, tenantId: string, failure: ProjectionFailure): Promise<void> {
  const ids = failure.events.map((event) => event.id)
  const reason = failure.error instanceof Error ? failure.error.message : String(failure.error)
  await sql`
    insert into core.projection_backlog (tenant_id, plugin_id, event_id, failed_at, reason)
    select ${tenantId}::uuid, ${failure.plugin}, id, ${new Date()}::timestamptz, ${reason.slice(0, 1000)}
    from unnest(${ids}::uuid[]) as id
    on conflict do nothing`.execute(db)
}

/** Every tenant and plugin with events still to be processed. */
export async function backlogs(owner: Kysely<never>): Promise<{ tenantId: string; plugin: string }[]> {
  const { rows } = await sql<{ tenantId: string; plugin: string }>`
    select distinct tenant_id as "tenantId", plugin_id as plugin from core.projection_backlog`.execute(owner)
  return rows
}

/** Tries a plugin's waiting events of one tenant again, all of a batch or none. Answers whether the backlog is empty now. */
export async function retryBacklog(database: Database, tenantId: string, projector: Projector): Promise<boolean> {
  for (;;) {
    const state = await database.tenantTransaction(tenantId, async (db) => {
      const events = await readBacklog(db, tenantId, { plugin: projector.plugin, most })
      if (events.length === 0) return 'empty'
      if (await project(db, { tenantId, projector }, events)) return 'failed'
      const ids = events.map((event) => event.id)
      await sql`
        delete from core.projection_backlog
        where tenant_id = ${tenantId} and plugin_id = ${projector.plugin} and event_id = any(${ids}::uuid[])`.execute(
        db,
      )
      return 'more'
    })
    if (state !== 'more') return state === 'empty'
  }
}
