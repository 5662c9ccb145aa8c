import type { DemoContext, DemoPeople } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { Calendar } from './calendar.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'

/** A customer of the tenant, and the day on which it was created. */
export interface Customer {
  readonly accountId: string
  readonly tier: string
  readonly since: number
}

/** A user of the tenant, and the moment they were created, in milliseconds since 1970. */
export interface User {
  readonly userId: string
  readonly accountId: string | null
  readonly tier: string
  readonly createdAt: number
}

/** The customers there are already; as many as published where no other plugin has made some. */
export async function readCustomers({ transaction, tenant }: DemoContext, calendar: Calendar): Promise<Customer[]> {
  const { rows } = await transaction((db) =>
    sql<{ accountId: string; tier: string | null; since: string }>`
      select account_id as "accountId", plan_tier as tier, created_at::text as since from core.accounts
      where tenant_id = ${tenant.id} order by created_at desc, account_id`.execute(db),
  )
  return rows.map(({ accountId, tier, since }) => ({ accountId, tier: tier ?? 'free', since: calendar.dayOf(since) }))
}

/** Customers for a tenant that has none. */
export function inventCustomers(
  picture: Picture,
  { random, calendar }: { readonly random: Random; readonly calendar: Calendar },
): { customers: Customer[]; people: DemoPeople } {
  const customers = Object.entries(picture.customers)
    .flatMap(([tier, count]) =>
      Array.from({ length: count }, () => ({ accountId: random.id(), tier, since: random.int(-730, -210) })),
    )
    .toSorted((one, other) => other.since - one.since)
  const segments: Readonly<Record<string, string>> = { enterprise: 'enterprise', workflow: 'mid_market' }
  const accounts = customers.map(({ accountId, tier, since }, nth) => ({
    accountId,
    name: `Customer ${nth + 1}`,
    segment: segments[tier] ?? 'smb',
    planTier: tier,
    createdAt: new Date(calendar.startOf(since)),
  }))
  return { customers, people: { accounts, users: [] } }
}

/** The users there are already. */
export async function readUsers({ transaction, tenant }: DemoContext): Promise<User[]> {
  const { rows } = await transaction((db) =>
    sql<User>`
      select user_id as "userId", account_id as "accountId", subscription_tier as tier,
        (extract(epoch from created_at) * 1000)::double precision as "createdAt"
      from core.users where tenant_id = ${tenant.id} order by created_at, user_id`.execute(db),
  )
  return rows
}

/** Users that are missing for the picture: those who came in the last two months where there are none, and others of long ago. */
export function inventUsers(
  picture: Picture,
  known: readonly User[],
  from: { readonly random: Random; readonly calendar: Calendar; readonly customers: readonly Customer[] },
): User[] {
  const { random, calendar, customers } = from
  const all = Object.values(picture.users).reduce((sum, each) => sum + each, 0)
  const byTier = Map.groupBy(known, ({ tier }) => tier)
  const tiers = random
    .shuffle(
      Object.entries(picture.users).flatMap(([tier, count]) =>
        Array.from({ length: Math.max(0, count - (byTier.get(tier)?.length ?? 0)) }, () => tier),
      ),
    )
    .slice(0, Math.max(0, all - known.length))
  const homes = Map.groupBy(customers, ({ tier }) => tier)
  const recent = known.filter(({ createdAt }) => createdAt >= calendar.startOf(-60))
  const [now, before] = recent.length > 0 ? [0, 0] : picture.signups
  return tiers.map((tier, nth) => {
    const day = nth < now ? random.int(-30, -1) : nth < now + before ? random.int(-60, -31) : random.int(-540, -61)
    const home = homes.get(tier)
    const createdAt = calendar.startOf(day) + random.int(7 * 3600, 21 * 3600) * 1000
    const userId = random.id()
    return { userId, accountId: tier === 'free' || !home ? null : random.pick(home).accountId, tier, createdAt }
  })
}
