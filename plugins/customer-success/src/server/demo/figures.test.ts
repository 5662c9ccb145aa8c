import type { MetricQuery } from '@tessera/plugin-api/wire'
import { openTestHost, testDatabases, type TestHost, type TestTenant } from '@tessera/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import server from '../index.ts'

const acme: TestTenant = {
  id: '0a000000-0000-4000-8000-00000000000a',
  slug: 'acme',
  name: 'Acme',
  currency: 'USD',
  weekStart: 1,
  timeZone: 'America/New_York',
  asOf: new Date('2026-11-20T05:00:00Z'),
}
const initech = { ...acme, id: '0c000000-0000-4000-8000-00000000000c', slug: 'initech', timeZone: 'UTC' }

let host: TestHost
beforeAll(async () => {
  const [embedded] = testDatabases()
  if (!embedded) throw new Error('there is no embedded database')
  host = await openTestHost(await embedded.open(), [server], { tenants: [acme, initech] })
  for (const tenant of host.tenants) await host.demo(tenant, { seed: 42 })
})
afterAll(async () => {
  await host.close()
  await host.database.close()
})

async function ask(tenant: TestTenant, metrics: readonly string[], more: Partial<MetricQuery> = {}) {
  const { rows } = await host.query(tenant, {
    metrics: metrics.map((name) => ({ id: `customer-success.${name}` })),
    time: { range: { last: 30, unit: 'day' } },
    ...more,
  })
  return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1e3) / 1e3 : cell)))
}

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
    host.database.owner,
  )
  expect(rows[0]?.rows).toBe(290)
  expect(rows[0]?.off).toBeLessThan(1e-6)
})

test('acme: a run of the job finds nothing to write', async () => {
  const versions = () =>
    sql`select xmin::text as version, account_id from customer_success.account_daily where tenant_id = ${acme.id}
      and metric_date = '2026-11-19' order by 2`.execute(host.database.owner)
  const before = await versions()
  await host.runJob(acme, 'customer-success.refresh')
  expect((await versions()).rows).toEqual(before.rows)
  expect(before.rows).toHaveLength(150)
})

test('initech has no customers', async () => {
  expect(await ask(initech, ['total_accounts', 'customer_health_score'])).toEqual([[null, null]])
})
