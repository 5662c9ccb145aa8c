import { adoptedOf } from './adopted.ts'
import { keyOf } from './asked.ts'
import type { Known } from './gather.ts'
import type { Account } from './read-accounts.ts'
import type { Facts } from './values-of.ts'

/** What is known of one account on one day. */
export function factsOf(
  account: Account,
  date: string,
  { known, plans }: { readonly known: Known; readonly plans: readonly string[] },
): Facts {
  const key = keyOf({ account: account.account, date })
  const features = known.features.get(key)
  const { recordsSignals, recordsEngagements, sources, coreFeatures } = known
  return {
    licensedUsers: account.licensedUsers,
    recordsSignals,
    recordsEngagements,
    engaged: known.engagements.get(key),
    involved: known.people.get(key),
    signalled: known.signals.get(key),
    measured: known.measurements.get(key),
    used: known.use.get(key),
    adopted: sources.product ? adoptedOf(features ?? [], account, { plans, coreFeatures }) : undefined,
    supported: known.support.get(key),
    revenue: known.revenue.get(key),
  }
}
