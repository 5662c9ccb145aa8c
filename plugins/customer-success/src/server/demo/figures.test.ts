import { demoTenants, describeDemo, rounded, type Demo } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import server from '../index.ts'

const { acme, initech } = demoTenants

describeDemo(
  server,
  (demo) => {
    const { host } = demo
    const ask = async (...asked: Parameters<Demo['ask']>) => rounded(await demo.ask(...asked), 3)

    test('acme: 150 accounts, of which 120 are active, 25 at risk and 5 churned', async () => {
      const metrics = ['total_accounts', 'active_accounts', 'at_risk_accounts', 'churned_accounts', 'live_accounts']
      expect(await ask(acme, metrics)).toEqual([[150, 120, 25, 5, 145]])
    })

    test('acme: 72 healthy, 48 moderate, 18 at risk, 7 critical; mean health 75.5, mean churn risk 18.2', async () => {
      const live = { member: 'customer-success.account_status', operator: 'notEquals' as const, values: ['churned'] }
      const bySegment = { dimensions: ['customer-success.health_segment'], filters: live }
      expect(await ask(acme, ['accounts_by_health'], bySegment)).toEqual([
        ['healthy', 72],
        ['moderate', 48],
        ['at_risk', 18],
        ['critical', 7],
      ])
      expect(await ask(acme, ['customer_health_score', 'churn_risk_score'])).toEqual([[75.5, 18.2]])
    })

    test('acme: the scores stored are those that their parts add up to', async () => {
      const { rows } = await sql<{ rows: number; off: number }>`
    select count(*)::int as rows, max(abs(overall_health_score::float8 - (
      select sum((part ->> 'points')::float8 * (part ->> 'weight')::float8) from jsonb_array_elements(parts) part)))::float8 as off
    from customer_success.health_metrics where tenant_id = ${acme.id} and model_version <> 'imported'`.execute(
        host().database.owner,
      )
      expect(rows[0]?.rows).toBe(290)
      expect(rows[0]?.off).toBeLessThan(1e-6)
    })

    test('acme: a run of the job finds nothing to write', async () => {
      const versions = () =>
        sql`select xmin::text as version, account_id from customer_success.account_daily where tenant_id = ${acme.id}
      and metric_date = '2026-11-19' order by 2`.execute(host().database.owner)
      const before = await versions()
      await host().runJob(acme, 'customer-success.refresh')
      expect((await versions()).rows).toEqual(before.rows)
      expect(before.rows).toHaveLength(150)
    })

    test('initech has no customers', async () => {
      expect(await ask(initech, ['total_accounts', 'customer_health_score'])).toEqual([[null, null]])
    })
  },
  { tenants: [acme, initech] },
)
