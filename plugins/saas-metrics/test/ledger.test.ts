import { openTestHost, testDatabases, testTenants, type TestHost, type TestTenant } from '@tessera/test-kit'
import { externalId } from '@tessera/plugin-api/server'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plugin } from '../src/plugin.ts'
import server from '../src/server/index.ts'
import { reckonLedger, reckonMrr, type Change, type Rate } from './reckon-ledger.ts'

const timeZone = 'America/New_York'
/** Days around the night of 1 November, whose clock goes back. */
const days = ['10-30', '10-31', '11-01', '11-02', '11-03', '11-04'].map((day) => Temporal.PlainDate.from(`2026-${day}`))
const starts = days.map((day) => day.toZonedDateTime(timeZone).epochMilliseconds)
const [from = 0, to = 0] = [starts[0], starts.at(-1)]
const tenant: TestTenant = { ...testTenants[0], timeZone, currency: 'EUR', asOf: new Date(to) }
const other: TestTenant = { ...testTenants[1], timeZone, currency: 'EUR', asOf: new Date(to) }

const hour = 3_600_000
// why: every six hours, so that moments are equal, and fall on midnight
const moment = fc.integer({ min: -8, max: 19 }).map((nth) => from + nth * 6 * hour)
const change = fc.record({
  subscription: fc.constantFrom('S1', 'S2', 'S3'),
  at: moment,
  status: fc.constantFrom<Change['status'][]>('active', 'active', 'past_due', 'trialing', 'unpaid', 'canceled'),
  amount: fc.constantFrom(0, 12, 24, 60),
  quantity: fc.integer({ min: 0, max: 3 }),
  yearly: fc.boolean(),
  discount: fc.constantFrom<Change['discount'][]>('none', 'none', 'forever', 'once'),
  currency: fc.constantFrom<Change['currency'][]>(null, 'EUR', 'CHF'),
  canceledAt: fc.option(moment, { freq: 3 }),
  termEndsAt: fc.option(moment),
})
/** Two subscriptions of one account, and one of another; a subscription has one change at a moment. */
const changes = fc
  .uniqueArray(change, { maxLength: 12, selector: ({ subscription, at }) => `${subscription} ${at}` })
  .map((told) => told.map((one): Change => ({ ...one, account: one.subscription === 'S3' ? 'B' : 'A' })))
const rates = fc.uniqueArray(fc.record({ at: moment, rate: fc.constantFrom(0.5, 1.25, 2) }), {
  maxLength: 3,
  selector: ({ at }) => at,
})

let host: TestHost
const engine = testDatabases().at(-1)
beforeAll(async () => {
  if (!engine) throw new Error('there is no database to test on')
  host = await openTestHost(await engine.open(), [server], { tenants: [tenant, other] })
})
afterAll(async () => {
  await host.close()
  await host.database.close()
})

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

async function fill(of: TestTenant, told: readonly Change[], worth: readonly Rate[]) {
  for (const table of ['subscription_changes', 'exchange_rates']) {
    await sql`delete from ${sql.table(`saas_metrics.${table}`)} where tenant_id = ${of.id}`.execute(host.database.owner)
  }
  const records = await host.records(of, plugin)
  await records.upsert(
    'subscription_changes',
    told.map(
      ({
        subscription,
        account,
        at,
        yearly,
        discount,
        canceledAt,
        termEndsAt,
        status,
        amount,
        quantity,
        currency,
      }) => ({
        subscription_id: subscription,
        account_id: account,
        changed_at: iso(at) ?? '',
        plan_id: 'p',
        status,
        amount,
        quantity,
        currency,
        billing_interval: yearly ? ('year' as const) : ('month' as const),
        discount_ratio: discount === 'none' ? 0 : 0.5,
        discount_kind: discount === 'once' ? ('once' as const) : ('forever' as const),
        canceled_at: iso(canceledAt),
        term_ends_at: iso(termEndsAt),
      }),
    ),
  )
  await records.upsert(
    'exchange_rates',
    worth.map(({ at, rate }) => ({ currency: 'CHF', valid_from: iso(at) ?? '', rate })),
  )
}

const accounts = new Map(['A', 'B'].map((name) => [externalId('account', name), name]))
const rounded = (value: unknown) => Math.round(Number(value ?? 0) * 1e4) / 1e4

async function ledgerOf(of: TestTenant) {
  const { rows } = await host.database.tenantTransaction(
    of.id,
    (db) =>
      sql<Record<string, unknown>>`
      select account_id, occurred_at, currency, movement_type, delta_mrr from saas_metrics.mrr_movements`.execute(db),
    { plugin: 'saas_metrics' },
  )
  return rows
    .map((row) =>
      [
        accounts.get(String(row['account_id'])),
        iso((row['occurred_at'] as Date).getTime()),
        row['currency'],
        row['movement_type'],
        rounded(row['delta_mrr']),
      ].join(' '),
    )
    .toSorted()
}
const reckoned = (told: readonly Change[], worth: readonly Rate[]) =>
  reckonLedger(told, worth)
    .map(({ account, at, currency, type, delta }) => [account, iso(at), currency, type, rounded(delta)].join(' '))
    .toSorted()

test('the ledger is what is reckoned by hand; each day opens with what the one before closed with and closes with what moved', async () => {
  await fc.assert(
    fc.asyncProperty(changes, rates, changes, async (told, worth, others) => {
      await fill(tenant, told, worth)
      await fill(other, others, worth)
      expect(await ledgerOf(tenant)).toEqual(reckoned(told, worth))
      expect(await ledgerOf(other)).toEqual(reckoned(others, worth))
      const { rows } = await host.query(tenant, {
        metrics: ['opening_mrr', 'mrr_movement', 'mrr'].map((name) => ({ id: `saas-metrics.${name}` })),
        time: { range: { from: '2026-10-30', to: '2026-11-04' }, grain: 'day' },
      })
      const known = rows.map(([, opening, moved, closing]) => [
        rounded(opening),
        rounded(Number(opening ?? 0) + Number(moved ?? 0)),
        rounded(closing),
      ])
      const expected = starts.slice(0, -1).map((start, at) => {
        const closing = rounded(reckonMrr(told, worth, (starts[at + 1] ?? 0) - 1))
        return [rounded(reckonMrr(told, worth, start - 1)), closing, closing]
      })
      expect(known).toEqual(expected)
    }),
    { numRuns: 25, seed: 11, endOnFailure: true },
  )
})
