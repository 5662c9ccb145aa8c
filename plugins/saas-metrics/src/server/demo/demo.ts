import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { activationRows } from './activation-rows.ts'
import { calendarOf } from './calendar.ts'
import { changeRows, invoiceRows, plans, renewalRows, revenueEventRows } from './contract-rows.ts'
import { customersOf, usersOf } from './people.ts'
import { pictures } from './picture.ts'
import { planContracts } from './plan-contracts.ts'
import { randomFrom } from './random.ts'
import { checkRows, errorRows, sessionRows, usageRows } from './service-rows.ts'
import { storeRows } from './store-rows.ts'

/** Fills a demo tenant: contracts of its customers, and what they and the users did in the last two months. */
export async function demo(context: DemoContext<typeof plugin>): Promise<void> {
  const { tenant, seed, records } = context
  const picture = pictures[tenant.slug]
  if (!picture) return
  const random = randomFrom(seed, `saas ${tenant.slug}`)
  const calendar = calendarOf(tenant.asOf, tenant.timeZone)

  const people = await context.readPeople()
  const [customers, users] = [customersOf(people, calendar), usersOf(people)]

  const contracts = planContracts(picture, customers, random)
  const invoices = invoiceRows(contracts, calendar, random)
  await records.upsert('plans', plans)
  await records.upsert('subscription_changes', changeRows(contracts, calendar))
  await records.upsert('invoices', invoices)
  await records.upsert('renewals', renewalRows(contracts, calendar))
  await records.upsert('revenue_events', revenueEventRows(invoices, calendar))

  const scene = { picture, calendar, random }
  const old = users.filter(({ createdAt }) => createdAt < calendar.startOf(-60))
  const callers = random.shuffle(old).slice(0, picture.callers)
  await storeRows(context, 'user_activations', activationRows(scene, users))
  await storeRows(context, 'usage_logs', [
    ...usageRows(scene, callers, 0),
    ...usageRows(scene, callers.slice(Math.floor(callers.length / 12)), 1),
  ])
  await storeRows(context, 'health_checks', checkRows(scene))
  await records.upsert('error_logs', errorRows(scene, callers))
  await records.upsert('agent_sessions', sessionRows(scene, callers))
}
