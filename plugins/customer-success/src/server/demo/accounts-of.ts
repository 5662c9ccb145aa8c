import type { DemoPeople } from '@tessera/plugin-api/server'
import type { DemoAccount } from './plan.ts'

/** The accounts of the tenant, in the order of their ids: how many users each has, and when those without revenue lost it. */
export function accountsOf({ accounts, users }: DemoPeople, churned: ReadonlyMap<string, number>): DemoAccount[] {
  const counts = new Map<string, number>()
  for (const { accountId } of users) if (accountId) counts.set(accountId, (counts.get(accountId) ?? 0) + 1)
  return accounts
    .map(({ accountId: id, planTier, industry, createdAt }) => {
      const createdOn = createdAt.toISOString().slice(0, 10)
      return { id, planTier, industry, users: counts.get(id) ?? 0, createdOn, churnedOn: churned.get(id) ?? null }
    })
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
}
