import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { daysOf, lastDayBefore } from '../reckon/days-of.ts'
import { factsOf } from '../reckon/facts-of.ts'
import { gather } from '../reckon/gather.ts'
import { readAccounts } from '../reckon/read-accounts.ts'
import { sourcesOf } from '../reckon/sources.ts'
import { healthValuesOf, riskValuesOf } from '../reckon/values-of.ts'
import type { Known } from './lay-measurements.ts'
import type { Plan } from './plan.ts'

/** What is known of accounts yesterday before anything is measured. */
export async function readTold(context: DemoContext<typeof plugin>, plans: readonly Plan[]): Promise<Known[]> {
  const { tenant, settings, transaction, catalogue } = context
  const last = lastDayBefore(tenant.asOf, tenant.timeZone)
  const names = settings.plans.split(',').map((one) => one.trim())
  return transaction(async (db) => {
    const accounts = await readAccounts(db, { tenantId: tenant.id, after: null, limit: 10_000 })
    const byId = new Map(accounts.map((one) => [one.account, one]))
    const asked = { db, tenantId: tenant.id, accounts: [...byId.keys()], days: daysOf(last, last, tenant.timeZone) }
    const known = await gather(asked, sourcesOf(catalogue))
    return plans.flatMap((plan): Known[] => {
      const account = byId.get(plan.account.id)
      if (!account) return []
      const facts = factsOf(account, last.toString(), { known, plans: names })
      const told = { health: healthValuesOf(facts), risk: riskValuesOf(facts), hasRevenue: facts.revenue !== undefined }
      return [{ plan, told }]
    })
  })
}
