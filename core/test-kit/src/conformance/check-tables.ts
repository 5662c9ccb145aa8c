import { appRole } from '@tessera/database'
import { schemaOf } from '@tessera/registry'
import { sql } from 'kysely'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

/** Migrations run again without effect, and every table either keeps tenants apart or cannot be written by them. */
export async function checkTables({ host, plugin }: Subject): Promise<Finding[]> {
  const found: Finding[] = []
  try {
    await host.migrate()
    await host.database.assertTenantTables(schemaOf(plugin.id))
  } catch (error) {
    found.push(finding('migration_failed', { reason: reasonOf(error) }))
  }
  const { rows } = await sql<{ table: string }>`
    select c.oid::regclass::text as "table"
    from pg_class c
    where c.relnamespace = to_regnamespace(${schemaOf(plugin.id)}) and c.relkind in ('r', 'p')
      and has_table_privilege(${appRole}, c.oid, 'insert, update, delete, truncate')
      and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
    order by 1`.execute(host.database.owner)
  return [...found, ...rows.map(({ table }) => finding('table_shared_and_written', { table }))]
}
