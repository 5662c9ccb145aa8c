import type { MetricQuery } from '@tessera/plugin-api/wire'
import { demoTenants, describeDemo, inventDemoPeople } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import server from '../index.ts'
import { calendarOf } from './calendar.ts'
import { customersOf } from './people.ts'
import { pictures, type Picture } from './picture.ts'
import { planContracts } from './plan-contracts.ts'
import { randomFrom } from './random.ts'

const { acme, initech } = demoTenants

describeDemo(
  server,
  ({ host, ask }) => {
    const within = async (published: Readonly<Record<string, number>>, more: Partial<MetricQuery> = {}) => {
      const names = Object.keys(published)
      const [row = []] = await ask(acme, names, more)
      const off = names.map((name, at) => [name, Number(row[at]) / (published[name] ?? 1) - 1] as const)
      expect(off.filter(([, by]) => !(Math.abs(by) < 0.01))).toEqual([])
    }

    test('acme: 2,500,000 a year of 145 customers, as published', async () => {
      await within({
        arr: 2_500_000,
        mrr: 208_333.33,
        paying_customers: 145,
        arpa: 1437,
        average_contract_value: 17_241,
      })
      const byPlan = await ask(acme, ['paying_customers', 'arpa'], { dimensions: ['saas-metrics.plan_tier'] })
      expect(byPlan.map(([plan, customers, each]) => [plan, customers, Math.round(Number(each) / 10) * 10])).toEqual(
        [
          ['workflow', 50, 1190],
          ['pro', 70, 290],
          ['enterprise', 25, 5150],
        ].toSorted((one, other) => Number(other[1]) - Number(one[1])),
      )
    })

    test('acme: the month from 201,083 to 208,333, each movement exactly, and it adds up', async () => {
      const names = [
        'opening_mrr',
        'new_mrr',
        'expansion_mrr',
        'reactivation_mrr',
        'contraction_mrr',
        'churned_mrr',
        'mrr',
      ]
      const [row = []] = await ask(acme, names)
      const [opening = 0, ...moved] = row.map((cell) => Math.round(Number(cell) * 100) / 100)
      expect([opening, ...moved]).toEqual([201_083.33, 6200, 2900, 250, 600, 1500, 208_333.33])
      await within({ mrr_growth: 0.036, gross_mrr_churn_rate: 0.0104, quick_ratio: 4.45 })
    })

    test('acme: who stays, as published', async () => {
      await within({ net_revenue_retention: 1.05, gross_revenue_retention: 0.88, ltv: 101_000 })
      const quarter = { time: { range: { last: 90, unit: 'day' as const } } }
      await within({ churned_customers: 5, customer_churn_standard: 5 / 147 }, quarter)
    })

    test('acme: users and activation, as published', async () => {
      const steps = [
        'signups',
        'activation_profile',
        'activation_api_call',
        'activation_agent_session',
        'activation_full',
      ]
      expect(await ask(acme, steps)).toEqual([[1240, 992, 744, 558, 521]])
      await within({ activation_rate: 0.42, users: 18_500 })
      expect(await ask(acme, ['users'], { dimensions: ['core.subscription_tier'] })).toEqual([
        ['free', 11_900],
        ['pro', 3300],
        ['workflow', 2200],
        ['enterprise', 1100],
      ])
    })

    test('acme: the service, as published', async () => {
      await within({ api_calls: 180_000, error_rate: 0.0062, api_uptime: 0.9993, p95_response_time: 420 })
    })

    test('acme: the same in SQL, and nothing is of the future or before its customer', async () => {
      const { rows } = await host().database.tenantTransaction(
        acme.id,
        (db) =>
          sql`
        with bound as (select timestamptz '2026-10-21 04:00Z' as since, timestamptz '2026-11-20 05:00Z' as till)
        select round((select sum(mrr) from saas_metrics.subscription_terms, bound
            where starts_at < till and (ends_at is null or ends_at >= till)), 2) as mrr,
          (select round(sum(delta_mrr), 2) from saas_metrics.mrr_movements, bound where occurred_at >= since) as moved,
          (select count(*)::int from saas_metrics.subscription_changes, bound where changed_at >= till) as future,
          (select count(*)::int from saas_metrics.subscription_changes c join core.accounts a using (tenant_id, account_id)
            where c.changed_at < a.created_at) as early,
          (select count(*)::int from saas_metrics.user_activations s join core.users u using (tenant_id, user_id), bound
            where s.completed_at < u.created_at or s.completed_at >= till) as odd`.execute(db),
        { plugin: 'saas_metrics' },
      )
      expect(rows).toEqual([{ mrr: 208_333.33, moved: 7250, future: 0, early: 0, odd: 0 }])
    })

    test('acme: on each day of three months the movements are what MRR has changed', async () => {
      const rows = await ask(acme, ['opening_mrr', 'mrr_movement', 'mrr'], {
        time: { range: { last: 90, unit: 'day' }, grain: 'day' },
      })
      expect(rows).toHaveLength(90)
      expect(
        rows.filter(
          ([, opening, moved, closing]) => Math.abs(Number(opening) + Number(moved) - Number(closing)) > 1e-6,
        ),
      ).toEqual([])
    })

    test('a tenant without a picture stays empty', async () => {
      expect(await ask(initech, ['mrr', 'customer_churn_rate', 'api_uptime', 'activation_rate'])).toEqual([
        [null, null, null, null],
      ])
    })

    test('the same seed gives the same contracts, another one others', () => {
      const calendar = calendarOf(acme.asOf, acme.timeZone)
      const lay = (seed: number) => {
        const random = randomFrom(seed, 'saas acme')
        const picture = pictures['acme'] as Picture
        const people = inventDemoPeople(acme, 1)
        const customers = people ? customersOf(people, calendar) : []
        return JSON.stringify(planContracts(picture, customers, random))
      }
      expect(lay(1)).toBe(lay(1))
      expect(lay(1)).not.toBe(lay(2))
    })
  },
  { seed: 1, tenants: [acme, initech] },
)
