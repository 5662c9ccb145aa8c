import type { MetricQuery } from '@tessera/plugin-api/wire'
import { demoTenants, describeDemo } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import server from '../index.ts'

const { acme, initech } = demoTenants

describeDemo(
  server,
  ({ host, ask }) => {
    const within = async (published: Readonly<Record<string, number>>, more: Partial<MetricQuery> = {}) => {
      const names = Object.keys(published)
      const [row = []] = await ask(acme, names, more)
      const off = names.map((name, at) => [name, Number(row[at]) / (published[name] ?? 1) - 1, row[at]] as const)
      expect(off.filter(([, by]) => !(Math.abs(by) < 0.01))).toEqual([])
    }

    test('acme: spend by platform, and what an MQL costs, as published', async () => {
      await within({ total_ad_spend_active: 21_600, ad_spend: 21_600, cost_per_mql: 180, total_mqls: 120 })
      expect(await ask(acme, ['ad_spend'], { dimensions: ['marketing.platform'] })).toEqual([
        ['google', 9600],
        ['linkedin', 7800],
        ['meta', 4200],
      ])
    })

    test('acme: leads and how far they come, as published', async () => {
      await within({ leads: 1008, total_sqls: 38, lead_opportunities: 18, lead_conversion_rate: 0.119 })
      await within({ mql_conversion_rate: 0.3167 })
      await within(
        { lead_customers: 13, customer_acquisition_cost: 22_300 },
        { time: { range: { last: 90, unit: 'day' } } },
      )
    })

    test('acme: website, mails, networks and the brand, as published', async () => {
      await within({ website_sessions: 48_000, website_conversion_rate: 0.021, bounce_rate: 0.41 })
      await within({ email_open_rate: 0.31, email_machine_open_rate: 0.09, social_engagement_rate: 0.024 })
      await within({ brand_awareness_score: 0.14, brand_aided_awareness: 0.37 })
    })

    test('acme: nothing is of the future, and stages follow each other', async () => {
      const { rows } = await host().database.tenantTransaction(
        acme.id,
        (db) =>
          sql`
        select count(*) filter (where greatest(created_at, mql_at, sql_at, opportunity_at, customer_at) >= '2026-11-20 05:00Z')::int
            as future,
          count(*) filter (where mql_at < created_at or sql_at < mql_at or opportunity_at < sql_at or customer_at < opportunity_at)::int
            as odd,
          count(*) filter (where customer_at is not null and account_id is null)::int as strangers
        from marketing.leads`.execute(db),
        { plugin: 'marketing' },
      )
      expect(rows).toEqual([{ future: 0, odd: 0, strangers: 0 }])
    })

    test('a tenant without a picture stays empty', async () => {
      expect(await ask(initech, ['ad_spend', 'leads', 'bounce_rate', 'email_open_rate'])).toEqual([
        [null, null, null, null],
      ])
    })
  },
  { seed: 1, tenants: [acme, initech] },
)
