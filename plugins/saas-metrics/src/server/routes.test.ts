import { openTestHost, quickestDatabase, testTenants, type TestCaller, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import server from './index.ts'

const [tenant, other] = testTenants
const editor: TestCaller = { tenant }
const viewer = { tenant, scopes: ['metrics:read'] }
const secret = 'whsec_of_the_test'

let host: TestHost
beforeAll(async () => {
  host = await openTestHost(await quickestDatabase().open(), [server])
  await host.setSettings(tenant, 'saas-metrics', { stripeSigningSecret: secret })
})
afterAll(async () => {
  await host.close()
  await host.database.close()
})

const call = (name: string, input: unknown, caller: TestCaller = editor) =>
  host.call(caller, { plugin: 'saas-metrics', name, input })

test('a subscription told by revenue events is MRR, once by each event, and ends at the end of its term', async () => {
  const started = { eventType: 'subscription_started', userId: 'user_123', amount: 29, stripeEventId: 'evt_1' }
  expect(await call('revenueEvent', { ...started, at: '2026-10-25T09:00:00Z' })).toEqual({
    eventId: 'evt_1',
    isNew: true,
  })
  expect(await call('revenueEvent', { ...started, amount: 99, at: '2026-10-26T09:00:00Z' })).toMatchObject({
    isNew: false,
  })
  await call('revenueEvent', {
    ...started,
    stripeEventId: 'evt_2',
    eventType: 'subscription_changed',
    amount: 49,
    at: '2026-11-01T09:00:00Z',
  })
  const sameMoment = { ...started, eventType: 'subscription_changed', at: '2026-11-02T09:00:00Z' }
  await call('revenueEvent', { ...sameMoment, stripeEventId: 'evt_2a', amount: 39 })
  await call('revenueEvent', { ...sameMoment, stripeEventId: 'evt_2b', amount: 49 })
  await call('revenueEvent', {
    eventType: 'payment_succeeded',
    userId: 'user_123',
    amount: 49,
    at: '2026-11-01T09:05:00Z',
  })
  await expect(call('revenueEvent', { eventType: 'refund', amount: 1 })).rejects.toThrow(
    /write accountId, teamId or userId/,
  )
  await expect(call('revenueEvent', { ...started, amount: -1 })).rejects.toThrow(/amount/)
  expect(await call('summary', {}, viewer)).toMatchObject({ mrr: 49, arr: 588, payingCustomers: 1, churnRate: null })
  const last = { ...started, stripeEventId: 'evt_3', eventType: 'subscription_canceled', amount: 49 }
  await call('revenueEvent', {
    ...last,
    at: '2026-11-05T09:00:00Z',
    termEndsAt: '2026-11-15T09:00:00Z',
    reason: 'price',
  })
  const { rows } = await host.query(tenant, {
    metrics: [{ id: 'saas-metrics.churned_mrr' }],
    dimensions: ['saas-metrics.reason'],
    time: { range: { from: '2026-11-15', to: '2026-11-16' } },
  })
  expect(rows).toEqual([['price', 49]])
})

test('activation, checks, sessions, usage and errors are taken once, and figured', async () => {
  await call('activation', {
    userId: 'user_123',
    activationType: 'first_api_call',
    metadata: { endpoint: '/api/chat' },
  })
  expect(await call('activation', { userId: 'user_123', activationType: 'first_api_call' })).toEqual({ isNew: false })
  await call('healthCheck', { serviceName: 'api', status: 'healthy', responseTimeMs: 45.2, at: '2026-11-18T09:00:00Z' })
  await call('healthCheck', { serviceName: 'api', status: 'down', at: '2026-11-18T09:20:00Z' })
  await expect(call('healthCheck', { serviceName: 'api', status: 'so-so' })).rejects.toThrow(/status/)
  await call('agentSession', { sessionId: 'A-1', userId: 'user_123', startedAt: '2026-11-18T09:00:00Z' })
  await call('agentSession', { sessionId: 'A-1', endedAt: '2026-11-18T09:30:00Z', messagesCount: 12 })
  await expect(call('agentSession', { sessionId: 'A-2', endedAt: '2026-11-18T09:30:00Z' })).rejects.toThrow(/startedAt/)
  await expect(call('agentSession', { sessionId: 'A-1', endedAt: '2026-11-17T09:30:00Z' })).rejects.toThrow(/startedAt/)
  const request = {
    endpoint: '/api/chat',
    userId: 'user_123',
    statusCode: 200,
    responseTimeMs: 120,
    at: '2026-11-18T10:00:00Z',
  }
  const rows = [
    { ...request, logId: '1', requests: 3 },
    { ...request, logId: '2', statusCode: 500 },
  ]
  expect(await call('usage', { rows })).toEqual({ stored: 2 })
  expect(await call('usage', { rows })).toEqual({ stored: 0 })
  await expect(call('usage', { rows: [{ ...request, statusCode: 42 }] })).rejects.toThrow(/statusCode/)
  await call('errors', { rows: [{ errorId: 'E-1', errorType: 'Timeout', at: '2026-11-18T10:00:00Z' }] })
  expect(await call('errorOverview', { days: 7 }, viewer)).toMatchObject({
    from: '2026-11-13',
    to: '2026-11-20',
    apiCalls: 4,
    errorRate: 0.25,
    loggedErrors: 1,
    apiUptime: 0.4,
    byEndpoint: [{ endpoint: '/api/chat', apiCalls: 4, errorRate: 0.25 }],
    byType: [{ errorType: 'Timeout', errors: 1 }],
  })
  const daily = (await call('dailyFigures', { days: 3 }, viewer)) as {
    days: { date: string; dau: number; apiCalls: number }[]
  }
  expect(daily.days.map(({ date, dau, apiCalls }) => [date, dau, apiCalls])).toEqual([
    ['2026-11-17', null, null],
    ['2026-11-18', 1, 4],
    ['2026-11-19', null, null],
  ])
})

test('the funnel and the breakdown have their shapes; viewers read them and record nothing', async () => {
  await expect(call('healthCheck', { serviceName: 'api', status: 'down' }, viewer)).rejects.toThrow(
    /saas-metrics:record/,
  )
  await expect(call('exportUsage', {}, viewer)).rejects.toThrow(/records:read/)
  await expect(call('summary', { days: 0 }, viewer)).rejects.toThrow(/days/)
  expect(await call('activationFunnel', {}, viewer)).toMatchObject({
    steps: [{ step: 'signups', users: 0, ofSignups: null }, {}, {}, {}, {}],
  })
  expect(await call('revenueBreakdown', {}, viewer)).toMatchObject({ currency: 'EUR', churnedMrr: 49, users: [] })
})

test('exports hold complete days of one tenant, and nothing that a spreadsheet would carry out', async () => {
  const evil = { endpoint: '=HYPERLINK("x")', statusCode: 200, at: '2026-11-17T10:00:00Z', logId: '0' }
  await call('usage', { rows: [evil, { ...evil, logId: 'today', at: '2026-11-20T10:00:00Z' }] })
  const { name, type, text } = (await call('exportUsage', { format: 'csv', days: 30 })) as Record<string, string>
  expect([name, type]).toEqual(['usage-30-days.csv', 'text/csv'])
  const [head, first, ...rest] = String(text).trimEnd().split('\r\n')
  expect(head).toBe('occurred_at,user_id,account_id,endpoint,method,status_code,response_time_ms,requests')
  expect(first).toBe(`2026-11-17T10:00:00.000Z,,,"'=HYPERLINK(""x"")",GET,200,,1`)
  expect(rest).toHaveLength(2)
  const json = (await call('exportAgentSessions', { format: 'json' })) as { text: string }
  expect(JSON.parse(json.text)).toMatchObject([
    { session_id: 'A-1', messages_count: 12, started_at: '2026-11-18T09:00:00.000Z' },
  ])
  const none = (await call('exportAgentSessions', { format: 'json' }, { tenant: other })) as { text: string }
  expect(none.text).toBe('[]')
})

/** An event as Stripe sends it, signed. */
function sent(type: string, created: string, object: object, key = secret) {
  const at = Math.floor(Date.parse(created) / 1000)
  const raw = JSON.stringify({ id: `evt ${type} ${created}`, object: 'event', type, created: at, data: { object } })
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: raw, secret: key })
  return { raw: Buffer.from(raw), headers: { 'stripe-signature': signature } }
}
const price = {
  id: 'price_1',
  lookup_key: 'pro',
  unit_amount: 2000,
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
}
const metered = {
  id: 'price_2',
  unit_amount: 5,
  recurring: { interval: 'month', interval_count: 1, usage_type: 'metered' },
}
const ofStripe = {
  id: 'sub_1',
  customer: 'cus_1',
  currency: 'eur',
  status: 'active',
  items: { data: [{ quantity: 3, price, current_period_end: 1_796_000_000 }, { price: metered }] },
}

test('events of Stripe feed the ledger, in any order, once, and only when they are signed', async () => {
  const take = (delivery: ReturnType<typeof sent>) => host.webhook(tenant, 'saas-metrics.stripe', delivery)
  const deleted = { ...ofStripe, status: 'canceled', ended_at: Date.parse('2026-11-12T00:00:00Z') / 1000 }
  const half = { ...ofStripe, discounts: [{ coupon: { percent_off: 50, duration: 'forever' } }] }
  await take(sent('customer.subscription.deleted', '2026-11-12T00:00:00Z', deleted))
  await take(sent('customer.subscription.updated', '2026-11-08T00:00:00Z', half))
  await take(sent('customer.subscription.created', '2026-11-06T00:00:00Z', ofStripe))
  expect(await take(sent('customer.subscription.created', '2026-11-06T00:00:00Z', ofStripe))).toEqual({ isNew: false })
  await expect(
    take(sent('customer.subscription.created', '2026-11-07T00:00:00Z', ofStripe, 'whsec_other')),
  ).rejects.toThrow()
  const { rows } = await host.database.tenantTransaction(
    tenant.id,
    (db) =>
      sql`
      select occurred_at::date::text as on, movement_type as type, delta_mrr as delta, plan_tier as plan
      from saas_metrics.mrr_movements where plan_tier = 'pro' order by occurred_at`.execute(db),
    { plugin: 'saas_metrics' },
  )
  expect(rows).toEqual([
    { on: '2026-11-06', type: 'new', delta: 60, plan: 'pro' },
    { on: '2026-11-08', type: 'contraction', delta: -30, plan: 'pro' },
    { on: '2026-11-12', type: 'churn', delta: -30, plan: 'pro' },
  ])
})

test('an invoice of Stripe that is paid, void or given up stays so, whatever comes late', async () => {
  const take = (type: string, day: string, object: object) =>
    host.webhook(tenant, 'saas-metrics.stripe', sent(type, `2026-11-${day}T00:00:00Z`, object))
  const created = 1_795_000_000
  const invoice = { id: 'in_1', customer: 'cus_1', currency: 'jpy', status: 'open', total: 6000, created }
  const paid = { ...invoice, status: 'paid', status_transitions: { paid_at: 1_795_100_000 } }
  const givenUp = { ...invoice, status: 'uncollectible' }
  await take('invoice.paid', '18', paid)
  await take('invoice.finalized', '17', invoice)
  await take('invoice.marked_uncollectible', '17', givenUp)
  const ofUganda = { id: 'in_2', currency: 'ugx', total: 500_000 }
  await take('invoice.marked_uncollectible', '19', { ...givenUp, ...ofUganda })
  await take('invoice.payment_failed', '16', { ...invoice, ...ofUganda })
  await take('invoice.voided', '18', { ...invoice, id: 'in_3', currency: 'kwd', status: 'void' })
  await take('invoice.updated', '17', { ...invoice, id: 'in_3', currency: 'kwd', status: 'draft' })
  const { rows } = await sql`
    select amount, currency, status, paid_at is not null as paid from saas_metrics.invoices
    where tenant_id = ${tenant.id} order by invoice_id`.execute(host.database.owner)
  expect(rows).toEqual([
    { amount: 6000, currency: 'JPY', status: 'paid', paid: true },
    { amount: 5000, currency: 'UGX', status: 'uncollectible', paid: false },
    { amount: 6, currency: 'KWD', status: 'void', paid: false },
  ])
})
