import type { Database } from '@tessera/database'
import type { DemoPeople, TenantContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { addPeople } from './add-people.ts'
import { inventPeople } from './invent-people.ts'

/** The accounts and users that the demo data of all plugins are about, the earliest first. A demo tenant without any is given them. */
export async function readPeople(
  database: Pick<Database, 'tenantTransaction'>,
  tenant: TenantContext & { readonly asOf: Date },
  seed: number,
): Promise<DemoPeople> {
  const known = await readKnown(database, tenant.id)
  if (known.accounts.length > 0 || known.users.length > 0) return known
  const people = inventPeople(tenant, seed)
  if (!people) return known
  await addPeople(database, tenant.id, people)
  // why: the first demo and all later ones get the same, to the order of those who came in one moment
  return readKnown(database, tenant.id)
}

function readKnown({ tenantTransaction }: Pick<Database, 'tenantTransaction'>, tenantId: string): Promise<DemoPeople> {
  return tenantTransaction(tenantId, async (db) => {
    const accounts = await sql<DemoPeople['accounts'][number]>`
      select account_id as "accountId", name, segment, plan_tier as "planTier", industry, region, country,
        created_at as "createdAt"
      from core.accounts where tenant_id = ${tenantId}::uuid order by created_at, account_id`.execute(db)
    const users = await sql<DemoPeople['users'][number]>`
      select user_id as "userId", account_id as "accountId", subscription_tier as tier, role, created_at as "createdAt"
      from core.users where tenant_id = ${tenantId}::uuid order by created_at, user_id`.execute(db)
    return { accounts: accounts.rows, users: users.rows }
  })
}
