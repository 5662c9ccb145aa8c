import type { Database } from '@tessera/database'
import type { DemoPeople } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Adds accounts and users of a tenant that are not there yet, in one transaction. */
export async function addPeople(
  database: Pick<Database, 'tenantTransaction'>,
  tenantId: string,
  { accounts, users }: DemoPeople,
): Promise<void> {
  await database.tenantTransaction(tenantId, async (db) => {
    await sql`
      insert into core.accounts (tenant_id, account_id, name, segment, plan_tier, industry, region, country, created_at)
      select ${tenantId}::uuid, a."accountId", a.name, a.segment, a."planTier", a.industry, a.region, a.country, a."createdAt"
      from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as a("accountId" uuid, name text, segment text,
        "planTier" text, industry text, region text, country text, "createdAt" timestamptz)
      on conflict (tenant_id, account_id) do nothing`.execute(db)
    await sql`
      insert into core.users (tenant_id, user_id, account_id, subscription_tier, role, created_at, last_seen_at)
      select ${tenantId}::uuid, u."userId", u."accountId", u.tier, u.role, u."createdAt", u."lastSeenAt"
      from jsonb_to_recordset(${JSON.stringify(users)}::jsonb) as u("userId" uuid, "accountId" uuid, tier text, role text,
        "createdAt" timestamptz, "lastSeenAt" timestamptz)
      on conflict (tenant_id, user_id) do nothing`.execute(db)
  })
}
