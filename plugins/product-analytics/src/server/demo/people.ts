import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { Calendar } from './calendar.ts'
import type { Random } from './random.ts'

/** Somebody who may use the product. */
export interface Person {
  readonly userId: string
  readonly accountId: string | null
  readonly tier: string
  /** Day before the tenant's today on which they came, as -1 for yesterday. */
  readonly since: number
  /** Day on which they were last seen elsewhere; -1000 where they were not. */
  readonly seen: number
}

const tiers = ['free', 'free', 'free', 'pro', 'pro', 'workflow', 'enterprise'] as const
const oldest = -500

/** Everybody the tenant has already, in the order of their ids. */
export async function readPeople({ transaction, tenant }: DemoContext, calendar: Calendar): Promise<Person[]> {
  const { rows } = await transaction((db) =>
    sql<{ userId: string; accountId: string | null; tier: string; since: string; seen: string | null }>`
      select user_id as "userId", account_id as "accountId", subscription_tier as tier, created_at::text as since,
        last_seen_at::text as seen
      from core.users where tenant_id = ${tenant.id} and created_at < ${tenant.asOf}::timestamptz
      order by user_id`.execute(db),
  )
  return rows.map(({ since, seen, ...one }) => ({
    ...one,
    since: Math.max(oldest, calendar.dayOf(since)),
    seen: seen === null ? -1000 : calendar.dayOf(seen),
  }))
}

/** People of the accounts of those who are there, most of them for long. */
export function invent(count: number, from: { readonly random: Random; readonly known: readonly Person[] }): Person[] {
  const { random, known } = from
  return Array.from({ length: count }, () => {
    const colleague = known.length > 0 ? random.pick(known) : undefined
    return {
      userId: random.id(),
      accountId: colleague?.accountId ?? null,
      tier: colleague?.tier ?? random.pick(tiers),
      since: random.unit() < 0.15 ? random.int(-95, -1) : random.int(-400, -170),
      seen: -1000,
    }
  })
}
