import type { DemoPeople } from '@tessera/plugin-api/server'
import type { Random } from './random.ts'

/** A user of the tenant, and since when. */
export interface Person {
  readonly userId: string
  readonly accountId: string | null
  readonly since: number
}

const most = 3_000

/** The longest known users of the tenant's customers. */
export function peopleOf({ users }: DemoPeople): Person[] {
  return users
    .filter(({ accountId }) => accountId !== null)
    .slice(0, most)
    .map(({ userId, accountId, createdAt }) => ({ userId, accountId, since: createdAt.getTime() }))
}

/** Chooses users who were there already. `taken` tells them apart: who is in it is not chosen again. */
export function chooser(people: readonly Person[], random: Random) {
  return (at: number, taken?: Set<string>): { user_id: string | null; account_id: string | null } => {
    for (let tries = 0; people.length > 0 && tries < 200; tries += 1) {
      const { userId, accountId, since } = random.pick(people)
      if (since >= at || taken?.has(userId)) continue
      taken?.add(userId)
      return { user_id: userId, account_id: accountId }
    }
    return { user_id: null, account_id: null }
  }
}
