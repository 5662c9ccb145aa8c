import { describeOneDatabase, openTestHost, type TestTenant } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { daysOf, type Days } from '../../plugins/customer-success/src/server/reckon/days-of.ts'
import { gather, type Known } from '../../plugins/customer-success/src/server/reckon/gather.ts'
import customerSuccess from '../../plugins/customer-success/src/server/index.ts'
import productAnalytics from '../../plugins/product-analytics/src/server/index.ts'
import saasMetrics from '../../plugins/saas-metrics/src/server/index.ts'
import support from '../../plugins/support/src/server/index.ts'
import { customerRows, writeRows } from './customer-rows.ts'
import { byHand, type Rows } from './by-hand.ts'

const tenant = { currency: 'USD', weekStart: 1, asOf: new Date('2026-11-20T05:00:00Z') } as const
const tenants: readonly [TestTenant, TestTenant] = [
  { ...tenant, id: '0a000000-0000-4000-8000-00000000000a', slug: 'acme', name: 'Acme', timeZone: 'America/New_York' },
  { ...tenant, id: '0b000000-0000-4000-8000-00000000000b', slug: 'globex', name: 'Globex', timeZone: 'Europe/Berlin' },
]

/** Around the days with 25 hours, the last one, and one long before. */
function daysIn(timeZone: string): Days {
  const spans = [
    ['2026-10-24', '2026-10-26'],
    ['2026-10-31', '2026-11-02'],
    ['2026-11-19', '2026-11-19'],
    ['2026-06-01', '2026-06-01'],
  ].map(([first = '', last = '']) => daysOf(Temporal.PlainDate.from(first), Temporal.PlainDate.from(last), timeZone))
  return { dates: spans.flatMap(({ dates }) => dates), ends: spans.flatMap(({ ends }) => ends) }
}

const read = [
  ...['engagements', 'attendees', 'stakeholders', 'signals', 'goals', 'measurements', 'devices', 'device_days'].map(
    (table) => `customer_success.${table}`,
  ),
  ...['use_days', 'feature_use'].map((view) => `product_analytics.${view}`),
  ...['ticket_times', 'csat_answers'].map((view) => `support.${view}`),
  ...['mrr_movements', 'invoice_payments', 'renewal_outcomes'].map((view) => `saas_metrics.${view}`),
  'core.accounts',
  'core.users',
]

interface Found {
  readonly known: Known
  readonly rows: Rows
  readonly accounts: readonly string[]
  readonly days: Days
}

describeOneDatabase('what accounts are reckoned with is what their rows say', (open) => {
  const found = new Map<string, Found>()

  beforeAll(async () => {
    const database = await open()
    const host = await openTestHost(database, [saasMetrics, support, productAnalytics, customerSuccess], { tenants })
    // why: the same accounts and keys in both, so that what is another tenant's would be seen
    for (const [nth, { id, timeZone }] of tenants.entries())
      for (const [table, rows] of Object.entries(customerRows(nth + 1, daysIn(timeZone).ends.map(Date.parse))))
        await writeRows(database.owner, id, { table, rows })
    for (const { id, slug, timeZone } of tenants) {
      const tables = await database.tenantTransaction(id, async (db) => {
        const all: Record<string, Rows[string]> = {}
        for (const table of read) {
          const { rows } = await sql<{ row: Rows[string][number] }>`
            select to_jsonb(one) as row from ${sql.table(table)} as one where tenant_id = ${id}`.execute(db)
          all[table.slice(table.indexOf('.') + 1)] = rows.map(({ row }) => row)
        }
        return all
      })
      const accounts = (tables['accounts'] ?? []).map((row) => String(row['account_id']))
      const days = daysIn(timeZone)
      const known = await database.tenantTransaction(id, (db) =>
        gather({ db, tenantId: id, accounts, days }, { product: true, support: true, revenue: true }),
      )
      found.set(slug, { known, rows: tables, accounts, days })
    }
    return () => host.close()
  })

  const parts = Object.keys(byHand) as (keyof typeof byHand)[]
  test.each(tenants.flatMap(({ slug, timeZone }) => parts.map((part) => [slug, part, timeZone] as const)))(
    'in %s: %s',
    (slug, part, timeZone) => {
      const { known, rows, accounts, days } = found.get(slug) as Found
      const wanted: Record<string, unknown> = {}
      for (const account of accounts)
        for (const [at, date] of days.dates.entries()) {
          const ended = Date.parse(days.ends[at] ?? '')
          const value = byHand[part](rows, { account, date, ended, timeZone })
          if (value !== undefined) wanted[`${account} ${date}`] = comparable(value)
        }
      expect(Object.keys(wanted).length).toBeGreaterThan(accounts.length)
      const told = [...known[part]].map(([key, value]) => [key, comparable(value)])
      expect(Object.fromEntries(told)).toEqual(wanted)
    },
  )
})

/** Without account and date, which are the key; numbers to nine places, lists in one order. */
function comparable(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(9))
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(comparable(one))).toSorted()
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => name !== 'account' && name !== 'date')
  return Object.fromEntries(entries.toSorted().map(([name, one]) => [name, comparable(one)]))
}
