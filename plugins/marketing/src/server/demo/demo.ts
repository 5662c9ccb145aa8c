import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { brandRows, mailRows, socialRows, visitRows } from './audience-rows.ts'
import { calendarOf } from './calendar.ts'
import { dealsOf } from './deals.ts'
import { leadRows } from './lead-rows.ts'
import { pictures } from './picture.ts'
import { randomFrom } from './random.ts'
import { budgetRows, campaignRows, costRows, spendRows } from './spend-rows.ts'
import { storeRows } from './store-rows.ts'
import { touchRows } from './touch-rows.ts'

/** Fills a demo tenant: what was spent in a year, who came of it, and who visited, opened and reacted. */
export async function demo(context: DemoContext<typeof plugin>): Promise<void> {
  const { tenant, seed, records } = context
  const picture = pictures[tenant.slug]
  if (!picture) return
  const random = randomFrom(seed, `marketing ${tenant.slug}`)
  const scene = { picture, random, calendar: calendarOf(tenant.asOf, tenant.timeZone) }
  const deals = await dealsOf(scene, context)
  const leads = leadRows(scene, deals)

  await records.upsert('campaigns', campaignRows(scene))
  await records.upsert('campaign_budgets', budgetRows(scene))
  await records.upsert('costs', costRows(scene))
  await storeRows(context, 'ad_spend_daily', spendRows(scene))
  await storeRows(context, 'leads', leads)
  await storeRows(context, 'touchpoints', touchRows(scene, leads, deals))
  await storeRows(context, 'web_sessions', visitRows(scene))
  await storeRows(context, 'social_daily', socialRows(scene))
  await records.upsert('email_daily', mailRows(scene))
  await records.upsert('brand_surveys', brandRows(scene))
}
