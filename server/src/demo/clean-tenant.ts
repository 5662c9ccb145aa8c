import type { Database } from '@tessera/database'
import { forgetRuns } from '@tessera/jobs'
import { sql } from 'kysely'

/** Tables with rows of tenants that say how the tenant is set up, not what happened in it. */
const kept: ReadonlySet<string> = new Set([
  'core.tenants',
  'core.tenant_plugins',
  'core.audit',
  'core.settings_changes',
  'core.plugin_secrets',
  'core.webhook_addresses',
  'core.bi_logins',
  'tessera.data_version',
  'tessera.table_version',
])

/** Deletes what a tenant has in the tables of core and plugins and in the queue of jobs, in one transaction. */
export async function cleanTenant({ maintenance, listTenantTables }: Database, tenantId: string): Promise<void> {
  const tables = (await listTenantTables()).filter(({ schema, name }) => !kept.has(`${schema}.${name}`))
  await maintenance.transaction().execute(async (db) => {
    await forgetRuns(db, tenantId)
    let left = tables
    // A table another one refers to can only be emptied after that one: try again until nothing moves.
    while (left.length > 0) {
      const refused: typeof left = []
      let reason: unknown
      for (const table of left) {
        await sql`savepoint one_table`.execute(db)
        try {
          await sql`delete from ${sql.table(`${table.schema}.${table.name}`)} where tenant_id = ${tenantId}`.execute(db)
          await sql`release savepoint one_table`.execute(db)
        } catch (error) {
          await sql`rollback to savepoint one_table`.execute(db)
          refused.push(table)
          reason = error
        }
      }
      if (refused.length === left.length) throw reason
      left = refused
    }
  })
}
