import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { calendarOf } from './calendar.ts'
import { activityRows } from './lay-activities.ts'
import { dealRows, laid, quotaRows, repRows, stageRows } from './lay-deals.ts'
import { pictures } from './picture.ts'
import { planDeals } from './plan.ts'
import { randomFrom } from './random.ts'
import { readSold } from './read-sold.ts'

/** Fills a demo tenant: two years of deals with their stages, quotas, and what sales people did in two months. */
export async function demo(context: DemoContext<typeof plugin>): Promise<void> {
  const { tenant, seed, records } = context
  const picture = pictures[tenant.slug]
  if (!picture) return
  const random = randomFrom(seed, `sales ${tenant.slug}`)
  const calendar = calendarOf(tenant.asOf, tenant.timeZone, tenant.fiscalYearStartMonth ?? 1)
  const desk = { picture, calendar, random }
  const { accounts } = await context.readPeople()
  const deals = laid(planDeals({ ...desk, accounts, sold: await readSold(context) }), desk)
  await records.upsert('reps', repRows(desk))
  await records.upsert('quotas', quotaRows(desk))
  await records.upsert('opportunities', dealRows(deals, random))
  await records.upsert('opportunity_stage_history', stageRows(deals, random))
  await records.upsert('activities', activityRows(deals, desk))
}
