import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { keptDays, mostImports } from './bounds.ts'
import type { ImportPlace } from './import-place.ts'

/** Who imports. */
export interface Importer {
  readonly kind: string
  readonly id: string | null
  readonly name?: string | null
}

/** Forgets what imports need to be undone: of old ones, and of all but the last. Keys of those that were left open for a day go too. */
async function forgetOld(db: Kysely<never>, tenantId: string): Promise<void> {
  await sql`
    with old as (
      update core.imports set forgotten = true where tenant_id = ${tenantId}::uuid and not forgotten and (
        began_at < now() - make_interval(days => ${keptDays}) or inserted + updated > 0 and import_id not in (
          select import_id from core.imports where tenant_id = ${tenantId}::uuid and inserted + updated > 0
          order by began_at desc limit ${mostImports}))
      returning import_id)
    delete from core.import_rows where tenant_id = ${tenantId}::uuid and import_id in (select import_id from old)`.execute(
    db,
  )
  await sql`
    delete from core.import_rows where tenant_id = ${tenantId}::uuid and key is null and import_id in (
      select import_id from core.imports where tenant_id = ${tenantId}::uuid and ended_at is null and began_at < now() - interval '1 day')`.execute(
    db,
  )
}

/** Begins an import and answers its id. What is too old to be undone is forgotten. */
export async function beginImport(
  { table, tenantId, transaction }: ImportPlace,
  by: { readonly importer: Importer; readonly file: string | null },
): Promise<string> {
  const id = randomUUID()
  const { kind, id: actorId, name = null } = by.importer
  await transaction(async (db) => {
    await sql`
      insert into core.imports (tenant_id, import_id, plugin_id, table_name, file_name, actor_kind, actor_id, actor_name, began_at)
      values (${tenantId}::uuid, ${id}::uuid, ${table.plugin}, ${table.name}, ${by.file}, ${kind}, ${actorId}, ${name}, clock_timestamp())`.execute(
      db,
    )
    await forgetOld(db, tenantId)
  })
  return id
}
