import { describeDatabases, openTestHost, testTenants, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../../plugin.ts'
import server from '../index.ts'

const [tenant, other] = testTenants
const schema = 'saas_metrics'

describeDatabases('the ledger', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
  })

  async function read(view: string, columns: string, of = tenant): Promise<unknown[]> {
    const { rows } = await host.database.tenantTransaction(
      of.id,
      (db) => sql`select ${sql.raw(columns)} from ${sql.table(`${schema}.${view}`)} order by 1, 2`.execute(db),
      { plugin: schema },
    )
    return rows
  }
  const gold = { account_id: 'a', plan_id: 'gold', amount: 2000, billing_interval: 'year' } as const
  const silver = { account_id: 'a', plan_id: 'silver', amount: 60 } as const
  const later = { account_id: 'a', plan_id: 'gold', amount: 50, quantity: 3 } as const

  test('of one customer, as ChartMogul tells it: new, grown, shrunk, lost at the end of the paid year, back', async () => {
    const records = await host.records(tenant, plugin)
    await records.upsert('subscription_changes', [
      { subscription_id: 'S1', changed_at: '2025-06-01T00:00:00Z', ...gold, status: 'active' },
      { subscription_id: 'S2', changed_at: '2025-08-01T00:00:00Z', ...silver, status: 'active' },
      { subscription_id: 'S2', changed_at: '2025-10-01T00:00:00Z', ...silver, status: 'canceled' },
      {
        subscription_id: 'S1',
        changed_at: '2026-02-01T00:00:00Z',
        ...gold,
        status: 'canceled',
        term_ends_at: '2026-06-01T00:00:00Z',
        reason: 'too dear',
      },
      { subscription_id: 'S3', changed_at: '2026-08-01T00:00:00Z', ...later, status: 'active' },
    ])
    const columns = 'occurred_at::date::text as on, movement_type as type, round(delta_mrr, 2) as delta, reason'
    expect(await read('mrr_movements', columns)).toEqual([
      { on: '2025-06-01', type: 'new', delta: 166.67, reason: null },
      { on: '2025-08-01', type: 'expansion', delta: 60, reason: null },
      { on: '2025-10-01', type: 'contraction', delta: -60, reason: null },
      { on: '2026-06-01', type: 'churn', delta: -166.67, reason: 'too dear' },
      { on: '2026-08-01', type: 'reactivation', delta: 150, reason: null },
    ])
    const spells = 'started_at::date::text as since, ended_at::date::text as until'
    expect(await read('paying_customers', spells)).toEqual([
      { since: '2025-06-01', until: '2026-06-01' },
      { since: '2026-08-01', until: null },
    ])
    expect(await read('mrr_movements', columns, other)).toEqual([])
  })

  test('follows the settings: recognized when it was cancelled, the loss is four months earlier', async () => {
    await host.setSettings(tenant, 'saas-metrics', { churnRecognition: 'cancellation' })
    const columns = `occurred_at::date::text as on, movement_type as type`
    expect((await read('mrr_movements', columns)).slice(3)).toEqual([
      { on: '2026-02-01', type: 'churn' },
      { on: '2026-08-01', type: 'reactivation' },
    ])
    await host.setSettings(tenant, 'saas-metrics', { churnRecognition: null })
  })

  test('in another currency what the rate does stands apart, and without a rate nothing counts', async () => {
    const records = await host.records(other, plugin)
    const row = { account_id: 'b', plan_id: 'p', amount: 100, status: 'active' } as const
    await records.upsert('exchange_rates', [
      { currency: 'CHF', valid_from: '2026-01-01T00:00:00Z', rate: 1.1 },
      { currency: 'CHF', valid_from: '2026-03-01T00:00:00Z', rate: 1.2 },
    ])
    await records.upsert('subscription_changes', [
      { subscription_id: 'S1', changed_at: '2026-02-01T00:00:00Z', ...row, currency: 'CHF' },
      { subscription_id: 'S1', changed_at: '2026-03-01T00:00:00Z', ...row, currency: 'CHF', quantity: 2 },
      { subscription_id: 'S1', changed_at: '2026-05-01T00:00:00Z', ...row, currency: 'CHF', status: 'canceled' },
      { subscription_id: 'S2', changed_at: '2026-02-01T00:00:00Z', ...row, currency: 'SEK' },
    ])
    const columns = 'occurred_at::date::text as on, movement_type as type, delta_mrr as delta, mrr_after as after'
    expect(await read('mrr_movements', columns, other)).toEqual([
      { on: '2026-02-01', type: 'new', delta: 110, after: 110 },
      { on: '2026-03-01', type: 'currency', delta: 10, after: 240 },
      { on: '2026-03-01', type: 'expansion', delta: 120, after: 240 },
      { on: '2026-05-01', type: 'churn', delta: -240, after: 0 },
    ])
    expect(await read('subscriptions', 'subscription_id as id, mrr, status', other)).toEqual([
      { id: 'S1', mrr: 0, status: 'canceled' },
      { id: 'S2', mrr: null, status: 'active' },
    ])
  })
})
