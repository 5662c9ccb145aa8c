import { asPlugin, whileActive } from '@tessera/database'
import { schemaOf } from '@tessera/registry'
import { sql, type Kysely } from 'kysely'
import { projectionErrors } from './errors.ts'
import { addBookmark } from './bookmarks.ts'
import { holdLog } from './event-log.ts'
import { activeProjection } from './project.ts'
import { typesOf, versionOf, type Projector } from './projector.ts'

/**
 * Has a plugin delete what it projected for a tenant, so that all is read again from the first event. Refuses with
 * `projection_fixed` a plugin that cannot.
 */
export async function rebuild(db: Kysely<never>, tenantId: string, projector: Projector): Promise<void> {
  const { plugin, projection } = projector
  if (!projection) throw projectionErrors('projection_fixed', { plugin })
  const log = await holdLog(db, tenantId, 0)
  // why: rows of a step that is not over would come after the reset, and once more by the replay
  await sql`select from core.bookmarks where tenant_id = ${tenantId} and plugin_id = ${plugin} for update`.execute(db)
  await asPlugin(db, schemaOf(plugin), (given) =>
    whileActive(given, activeProjection, (own) => projector.runAs(async () => projection.reset({ db: own, tenantId }))),
  )
  await sql`delete from core.bookmarks where tenant_id = ${tenantId} and plugin_id = ${plugin}`.execute(db)
  await sql`delete from core.projection_backlog where tenant_id = ${tenantId} and plugin_id = ${plugin}`.execute(db)
  const commit = log.hasUnnumbered ? -1 : 0
  const bookmark = { plugin, part: 1, types: typesOf(projector), version: versionOf(projector), commit, place: null }
  await addBookmark(db, tenantId, bookmark)
}
