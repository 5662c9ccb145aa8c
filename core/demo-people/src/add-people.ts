import type { Database } from '@tessera/database'
import { sql } from 'kysely'

/** Accounts and users to be added. What is left out is not known of them. */
export interface NewPeople {
  readonly accounts: readonly {
    readonly accountId: string
    readonly name: string
    readonly segment?: string | null
    readonly planTier?: string | null
    readonly industry?: string | null
    readonly region?: string | null
    /** Two letters of ISO 3166. */
    readonly country?: string | null
    readonly createdAt: Date
  }[]
  readonly users: readonly {
    readonly userId: string
    readonly accountId?: string | null
    readonly tier: string
    readonly role?: string | null
    readonly createdAt: Date
  }[]
}

const usersAtOnce = 5_000

/** Adds accounts and users of a tenant that are not there yet, in one transaction. */
export async function addPeople(
  database: Pick<Database, 'tenantTransaction'>,
  tenantId: string,
  { accounts, users }: NewPeople,
): Promise<void> {
  await database.tenantTransaction(tenantId, async (db) => {
    await sql`
      insert into core.accounts (tenant_id, account_id, name, segment, plan_tier, industry, region, country, created_at)
      select ${tenantId}::uuid, a."accountId", a.name, a.segment, a."planTier", a.industry, a.region, a.country, a."createdAt"
      from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as a("accountId" uuid, name text, segment text,
        "planTier" text, industry text, region text, country text, "createdAt" timestamptz)
      on conflict (tenant_id, account_id) do nothing`.execute(db)
    for (let at = 0; at < users.length; at += usersAtOnce) {
      await sql`
        insert into core.users (tenant_id, user_id, account_id, subscription_tier, role, created_at)
        select ${tenantId}::uuid, u."userId", u."accountId", u.tier, u.role, u."createdAt"
        from jsonb_to_recordset(${JSON.stringify(users.slice(at, at + usersAtOnce))}::jsonb) as u("userId" uuid,
          "accountId" uuid, tier text, role text, "createdAt" timestamptz)
        on conflict (tenant_id, user_id) do nothing`.execute(db)
    }
  })
}
