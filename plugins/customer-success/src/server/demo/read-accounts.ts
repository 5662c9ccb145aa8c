import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { DemoAccount } from './plan.ts'

/** The accounts of the tenant and how many users each has; none where no other plugin has made some. */
export function readDemoAccounts({
  tenant,
  transaction,
}: Pick<DemoContext, 'tenant' | 'transaction'>): Promise<DemoAccount[]> {
  return transaction(async (db) => {
    const { rows } = await sql<DemoAccount>`
      select a.account_id as id, a.plan_tier as "planTier", a.industry, coalesce(u.users, 0)::int as users,
        (a.created_at at time zone 'UTC')::date::text as "createdOn"
      from core.accounts as a
      left join (select account_id, count(*) as users from core.users where tenant_id = ${tenant.id} group by account_id) as u
        on u.account_id = a.account_id
      where a.tenant_id = ${tenant.id} order by a.account_id`.execute(db)
    return rows
  })
}
