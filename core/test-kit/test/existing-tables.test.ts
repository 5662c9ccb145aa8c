import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { count, fact, sum, type Migration, type ServerDoor } from '@tessera/plugin-api/server'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { setTenantKey } from '@tessera/tenancy'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import {
  conformance,
  describeOneDatabase,
  examine,
  openTestHost,
  type ConformanceOptions,
  type TestHost,
} from '../src/index.ts'

const example = (file: string) =>
  import(/* @vite-ignore */ pathToFileURL(join(import.meta.dirname, '../../../docs/examples/existing', file)).href)
const { server } = (await example('server.ts')) as { readonly server: ServerDoor }

const { billing } = (await example('billing.ts')) as {
  readonly billing: NonNullable<ConformanceOptions['existing']>
}

interface Copied {
  readonly no: number
  readonly status: string
  readonly total: string | null
  readonly written_at: Date
}

/** The same plugin over a table of its own, that the rows are copied into. */
const migration: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table copied (tenant_id uuid not null, no int not null, status text not null, total numeric,
      written_at timestamptz not null, primary key (tenant_id, no))`.execute(db)
    await tenantTable('copied')
  },
}
const copied = fact<Copied>({
  name: 'copied',
  table: 'books.copied',
  key: ['no'],
  time: { column: 'written_at', type: 'instant' },
  dimensions: { status: 'status' },
})
const copy: ServerDoor = {
  ...server,
  migrations: { '0001_copied': migration },
  metrics: { invoices: count(copied), invoiced: sum(copied, 'total') },
}

/** Days on which clocks change in one of the tenants' zones, and others; every hour, so that some do not exist or come twice. */
const written = fc.record({
  day: fc.constantFrom('2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-11-19'),
  hour: fc.integer({ min: 0, max: 23 }),
})
const drawn = fc.record({
  at: written,
  company: fc.constantFrom(1, 2, 3),
  total: fc.option(fc.integer({ min: -50, max: 50 })),
  paid: fc.boolean(),
})

describeOneDatabase('figures over tables one has already', (open) => {
  let over: TestHost
  let beside: TestHost
  beforeAll(async () => {
    const database = await open()
    await sql`create schema billing`.execute(database.owner)
    await sql`create table billing.invoice (no int primary key, company_no int not null, total numeric, paid_on date,
      written timestamp not null, changed_at timestamptz not null default now())`.execute(database.owner)
    over = await openTestHost(database, [server])
    beside = await openTestHost(open, [copy])
    for (const [at, { slug }] of over.tenants.entries())
      await setTenantKey(over.database, { tenant: slug, system: 'billing', key: String(at + 1) })
    const [rows = []] = fc.sample(fc.array(drawn, { minLength: 300, maxLength: 300 }), { numRuns: 1, seed: 11 })
    for (const [no, { at, company, total, paid }] of rows.entries()) {
      const clock = `${at.day} ${at.hour}:30`
      await sql`insert into billing.invoice (no, company_no, total, paid_on, written)
        values (${no}, ${company}, ${total}, ${paid ? at.day : null}, ${clock}::timestamp)`.execute(database.owner)
      const tenant = beside.tenants[company - 1]
      if (!tenant) continue
      await sql`insert into books.copied values (${tenant.id}, ${no}, ${paid ? 'paid' : 'open'}, ${total},
        ${clock}::timestamp at time zone 'Europe/Berlin')`.execute(beside.database.owner)
    }
  })

  const time = { range: { from: '2026-01-01', to: '2026-11-20' } }
  test.each<[string, MetricQuery]>([
    ['in all', { metrics: [{ id: 'books.invoices' }, { id: 'books.invoiced' }], time }],
    ['by status', { metrics: [{ id: 'books.invoiced' }], dimensions: ['books.status'], time }],
    [
      'by day',
      { metrics: [{ id: 'books.invoices' }], time: { range: { from: '2026-03-01', to: '2026-04-01' }, grain: 'day' } },
    ],
    [
      'by hour of a day that has 25',
      { metrics: [{ id: 'books.invoices' }], time: { range: { from: '2026-10-25', to: '2026-10-26' }, grain: 'hour' } },
    ],
    [
      'of one status',
      {
        metrics: [{ id: 'books.invoiced' }],
        filters: { member: 'books.status', operator: 'equals', values: ['open'] },
        time,
      },
    ],
  ])('are those of a copy %s, in each tenant', async (_, query) => {
    for (const [at, tenant] of over.tenants.entries()) {
      const { rows } = await over.query(tenant, query)
      const other = beside.tenants[at]
      if (!other) throw new Error('both hosts have the same tenants')
      expect(rows).toEqual((await beside.query(other, query)).rows)
      expect(JSON.stringify(rows)).toMatch(/[1-9]/)
    }
  })
})

conformance(server, { existing: billing, once: true })

describeOneDatabase('examining what reads tables one has already', (open) => {
  test('finds a table that is read without its view, and one whose rows prove nothing', async () => {
    const make: typeof billing.make = async (db) => {
      await billing.make(db)
      await sql`delete from billing.invoice where company_no = 3`.execute(db)
      await sql`grant usage on schema billing to public`.execute(db)
      await sql`grant select on billing.invoice to public`.execute(db)
    }
    const { existing, ...rest } = await examine(server, open, { existing: { ...billing, make } })
    expect(existing.map(({ code }) => code)).toEqual(['existing_unfilled', 'existing_open'])
    expect(rest.leaks).toEqual([])
  })

  test('a plugin whose tables nobody makes says which is missing', async () => {
    await expect(examine(server, open)).rejects.toThrow(/billing\.invoice.*there is none in this database/s)
  })
})
