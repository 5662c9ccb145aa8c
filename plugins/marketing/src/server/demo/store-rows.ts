import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

const chunk = 20_000

/** Stores rows of one shape as an import does, but without asking for each of many thousands whether it is there already. */
export async function storeRows(
  { tenant, transaction }: Pick<DemoContext, 'tenant' | 'transaction'>,
  name: 'ad_spend_daily' | 'leads' | 'touchpoints' | 'web_sessions' | 'social_daily',
  rows: readonly object[],
): Promise<void> {
  const table = sql.table(`marketing.${name}`)
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)))
  for (let at = 0; at < rows.length; at += chunk) {
    const part = JSON.stringify(rows.slice(at, at + chunk))
    await transaction((db) =>
      sql`
        insert into ${table} (tenant_id, ${columns})
        select ${tenant.id}, ${columns} from jsonb_populate_recordset(null::${table}, ${part}::jsonb)`.execute(db),
    )
  }
}
