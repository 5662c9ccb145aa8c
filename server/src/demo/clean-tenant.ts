import { sql, type Kysely } from 'kysely'

/** Tables with rows of tenants that say how the tenant is set up, not what happened in it. */
const kept = ['core.tenants', 'core.tenant_plugins', 'tessera.data_version']

/** Deletes what a tenant has in the tables of core and plugins, in one transaction. */
export async function cleanTenant(owner: Kysely<never>, tenantId: string): Promise<void> {
  await owner.transaction().execute(async (db) => {
    const { rows } = await sql<{ schema: string; name: string }>`
      select n.nspname as schema, c.relname as name
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname || '.' || c.relname <> all(${kept})`.execute(db)
    let left = rows
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
