import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../../plugin.ts'
import { sourcesOf } from '../reckon/sources.ts'

/** By account that pays no more, the day on which it stopped, counted from today; nothing where no plugin knows of revenue. */
export async function readChurned(context: DemoContext<typeof plugin>): Promise<ReadonlyMap<string, number>> {
  const { tenant, transaction, catalogue } = context
  if (!sourcesOf(catalogue).revenue) return new Map()
  return transaction(async (db) => {
    const { rows } = await sql<{ account: string; day: number }>`
      select account_id as account, ((max(occurred_at) filter (where movement_type = 'churn') at time zone ${tenant.timeZone})::date
        - (${tenant.asOf}::timestamptz at time zone ${tenant.timeZone})::date)::int as day
      from saas_metrics.mrr_movements where tenant_id = ${tenant.id}
      group by account_id having sum(delta_mrr) = 0`.execute(db)
    return new Map(rows.map(({ account, day }) => [account, day]))
  })
}

/** By account that bought more in the last quarter, the day on which it did last, counted from today; nothing where no plugin knows of revenue. */
export async function readExpanded(context: DemoContext<typeof plugin>): Promise<ReadonlyMap<string, number>> {
  const { tenant, transaction, catalogue } = context
  if (!sourcesOf(catalogue).revenue) return new Map()
  return transaction(async (db) => {
    const { rows } = await sql<{ account: string; day: number }>`
      select account_id as account, max((occurred_at at time zone ${tenant.timeZone})::date
        - (${tenant.asOf}::timestamptz at time zone ${tenant.timeZone})::date)::int as day
      from saas_metrics.mrr_movements where tenant_id = ${tenant.id} and movement_type = 'expansion'
        and occurred_at >= ${tenant.asOf}::timestamptz - interval '86 days' and occurred_at < ${tenant.asOf}::timestamptz - interval '5 days'
      group by account_id`.execute(db)
    return new Map(rows.map(({ account, day }) => [account, day]))
  })
}
