import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../../plugin.ts'

/** What an account has begun to pay more, for a year, and when. */
export interface Sold {
  readonly accountId: string
  readonly type: 'new_business' | 'expansion'
  readonly at: number
  readonly amount: number
}

/** Subscriptions that began or grew, the latest first; nothing where no plugin knows of revenue. */
export async function readSold({ tenant, transaction, catalogue }: DemoContext<typeof plugin>): Promise<Sold[]> {
  if (!catalogue.metrics().some(({ id }) => id === 'saas-metrics.mrr')) return []
  return transaction(async (db) => {
    const { rows } = await sql<Sold>`
      select account_id as "accountId", case movement_type when 'new' then 'new_business' else 'expansion' end as type,
        (extract(epoch from occurred_at) * 1000)::double precision as at, round(12 * delta_mrr, 2)::double precision as amount
      from saas_metrics.mrr_movements
      where tenant_id = ${tenant.id} and movement_type in ('new', 'expansion') and occurred_at < ${tenant.asOf}
      order by occurred_at desc, account_id`.execute(db)
    return rows
  })
}
