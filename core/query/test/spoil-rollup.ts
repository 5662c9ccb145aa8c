import type { Database } from '@tessera/database'
import { sql, type RawBuilder } from 'kysely'

/** Ways to make a rollup by day and provider differ from the rows of the story. */
export function spoiling(database: Database, tenantId: string, name: string) {
  const table = sql.table(name)
  const run = (statement: RawBuilder<unknown>) => database.tenantTransaction(tenantId, (db) => statement.execute(db))
  return {
    counts: () => run(sql`update ${table} set rows_rows = rows_rows + 1 where tenant_id = ${tenantId}`),
    rowLost: () =>
      run(sql`
        delete from ${table}
        where tenant_id = ${tenantId} and bucket = '2026-10-26T23:00:00Z' and provider = 'google'`),
    rowAdded: () =>
      run(sql`
        insert into ${table} (tenant_id, bucket, provider, kind, rows_rows)
        values (${tenantId}, '2026-10-26T23:00:00Z', 'nobody', 'x', 1)`),
  }
}

/** Puts one mark over a whole span in place of all marks on changed events. */
export async function markAsOneSpan(
  database: Database,
  tenantId: string,
  [from, to]: readonly [from: string, to: string],
): Promise<void> {
  await database.tenantTransaction(tenantId, async (db) => {
    await sql`delete from core.data_changes where tenant_id = ${tenantId}`.execute(db)
    await sql`
      insert into core.data_changes (tenant_id, table_name, mark, from_time, to_time)
      values (${tenantId}, 'world.events', gen_random_uuid(), ${from}, ${to})`.execute(db)
  })
}
