import type { DemoPeople } from '@tessera/plugin-api/server'
import type { Calendar } from './calendar.ts'

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
  readonly createdAt: number
}

/** The customers, the latest first. */
export function customersOf({ accounts }: DemoPeople, { dayOf }: Calendar): Customer[] {
  return accounts
    .map(({ accountId, planTier, createdAt }) => {
      return { accountId, tier: planTier ?? 'free', since: dayOf(createdAt.toISOString()) }
    })
    .toReversed()
}

/** The users, the earliest first. */
export function usersOf({ users }: DemoPeople): User[] {
  return users.map(({ userId, accountId, createdAt }) => ({ userId, accountId, createdAt: createdAt.getTime() }))
}
