import { sql, type Kysely } from 'kysely'
import type { DemoAccount } from './accounts.ts'
import type { DemoUser } from './generate.ts'

const iso = (ms: number) => new Date(ms).toISOString()

/** Adds accounts that are not there yet. */
export async function insertAccounts(
  db: Kysely<never>,
  tenantId: string,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const column = <Key extends keyof DemoAccount>(key: Key) => accounts.map((account) => account[key])
  await sql`
    insert into core.accounts (tenant_id, account_id, name, segment, plan_tier, industry, region, country, created_at)
    select ${tenantId}::uuid, a.* from unnest(${column('accountId')}::uuid[], ${column('name')}::text[],
      ${column('segment')}::text[], ${column('planTier')}::text[], ${column('industry')}::text[],
      ${column('region')}::text[], ${column('country')}::text[],
      ${accounts.map((account) => iso(account.createdAt))}::timestamptz[]) as a
    on conflict (tenant_id, account_id) do nothing`.execute(db)
}

/** Adds users that are not there yet. */
export async function insertUsers(db: Kysely<never>, tenantId: string, users: readonly DemoUser[]): Promise<void> {
  const column = <Key extends keyof DemoUser>(key: Key) => users.map((user) => user[key])
  await sql`
    insert into core.users (tenant_id, user_id, account_id, subscription_tier, role, created_at, last_seen_at)
    select ${tenantId}::uuid, u.* from unnest(${column('userId')}::uuid[], ${column('accountId')}::uuid[],
      ${column('tier')}::text[], ${column('role')}::text[],
      ${users.map((user) => iso(user.createdAt))}::timestamptz[],
      ${users.map((user) => iso(user.lastSeenAt))}::timestamptz[]) as u
    on conflict (tenant_id, user_id) do nothing`.execute(db)
}
