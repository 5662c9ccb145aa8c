import { sql } from 'kysely'
import type { ChangeRow, DailyRow, HealthRow } from './account-day.ts'
import type { Asked } from './asked.ts'

/** What was reckoned. */
export interface Reckoned {
  readonly health: readonly HealthRow[]
  readonly daily: readonly DailyRow[]
  readonly changes: readonly ChangeRow[]
}

/** Writes rows that differ from those of the same key. Answers how many were written. */
export async function put(
  { db, tenantId }: Pick<Asked, 'db' | 'tenantId'>,
  table: string,
  { rows, key }: { readonly rows: readonly object[]; readonly key: readonly string[] },
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const into = sql.table(`customer_success.${table}`)
  const columns = Object.keys(first)
  const rest = columns.filter((column) => !key.includes(column))
  const refs = (names: readonly string[], of?: string) =>
    sql.join(names.map((name) => sql.ref(of === undefined ? name : `${of}.${name}`)))
  const { numAffectedRows = 0n } = await sql`
    insert into ${into} as kept (tenant_id, ${refs(columns)})
    select ${tenantId}::uuid, ${refs(columns)} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)
    on conflict (tenant_id, ${refs(key)}) do update set (${refs(rest)}) = row (${refs(rest, 'excluded')})
    where (${refs(rest, 'kept')}) is distinct from (${refs(rest, 'excluded')})`.execute(db)
  return Number(numAffectedRows)
}

/** Stores what differs from what is stored, and takes away changes of segments that were none. Answers how many rows were written. */
export async function storeDays(asked: Asked, { health, daily, changes }: Reckoned): Promise<number> {
  const { db, tenantId, accounts, days } = asked
  const written = [
    await put(asked, 'health_metrics', { rows: health, key: ['account_id', 'metric_date'] }),
    await put(asked, 'account_daily', { rows: daily, key: ['account_id', 'metric_date'] }),
    await put(asked, 'segment_changes', { rows: changes, key: ['account_id', 'changed_on'] }),
  ]
  const kept = changes.map(({ account_id, changed_on }) => `${account_id} ${changed_on}`)
  const there = daily.map(({ account_id, metric_date }) => `${account_id} ${metric_date}`)
  const scored = health.map(({ account_id, metric_date }) => `${account_id} ${metric_date}`)
  const inSpan = (column: string) => sql`tenant_id = ${tenantId} and account_id = any(${accounts}::uuid[])
    and ${sql.ref(column)} = any(${days.dates}::date[])`
  for (const [table, column, keys] of [
    ['segment_changes', 'changed_on', kept],
    ['account_daily', 'metric_date', there],
    ['health_metrics', 'metric_date', scored],
  ] as const) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(`customer_success.${table}`)} where ${inSpan(column)}
        and account_id::text || ' ' || ${sql.ref(column)}::text <> all(${keys}::text[])`.execute(db)
    written.push(Number(numAffectedRows))
  }
  return written.reduce((sum, each) => sum + each, 0)
}
