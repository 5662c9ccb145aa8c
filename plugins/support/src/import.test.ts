import type { RecordInput } from '@tessera/plugin-api/server'
import {
  describeDatabases,
  describeOneDatabase,
  openTestHost,
  testTenants,
  type TestHost,
  type TestTenant,
} from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from './plugin.ts'
import server from './server/index.ts'
import type { tables } from './tables.ts'

const [tenant, other] = testTenants
const month = { time: { range: { last: 30, unit: 'day' as const } } }

const good = (nth: number) => ({
  ticket_id: `T-${nth}`,
  status: nth % 2 === 0 ? 'resolved' : 'open',
  priority: 'low',
  created_at: '2026-11-10T09:00:00+01:00',
  ...(nth % 2 === 0 ? { resolved_at: '2026-11-10T11:00:00+01:00' } : {}),
})

/** Ways in which a row of a help desk may be wrong. */
const faults = [
  { priority: 'P1' },
  { created_at: '10.11.2026' },
  { ticket_id: '' },
  { assigned_to: 'Mia' },
  { reopened_count: -1 },
]

type Rows = readonly RecordInput<(typeof tables)['tickets']>[]

describeDatabases('an import of which one row in a hundred is bad', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
  })

  // why: rows of a file are not known to be right
  const bring = async (to: TestTenant, rows: readonly unknown[]) =>
    (await host.records(to, plugin)).upsert('tickets', rows as Rows)

  test('stores nothing and names every bad row; mended, it counts, and once only', async () => {
    const rows = Array.from({ length: 1_000 }, (_, nth) => good(nth))
    const wrong = rows.map((row, nth) => (nth % 100 === 50 ? { ...row, ...faults[(nth / 50) % faults.length] } : row))
    const asked = { metrics: [{ id: 'support.new_tickets' }, { id: 'support.open_tickets' }], ...month }

    const refusal = await bring(tenant, wrong).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'rows_wrong' })
    expect(String(refusal)).toContain('10 of 1000 rows')
    expect((await host.query(tenant, asked)).rows).toEqual([[null, null]])

    expect(await bring(tenant, rows)).toMatchObject({ inserted: 1_000 })
    expect(await bring(tenant, rows)).toMatchObject({ inserted: 0, unchanged: 1_000 })
    expect((await host.query(tenant, asked)).rows).toEqual([[1_000, 500]])
  })

  test('a resolved ticket without time of resolution breaks a rule that says what it wants', async () => {
    const bad = { ...good(1), status: 'resolved' }
    await expect(bring(other, [good(0), bad])).rejects.toThrow(/resolved at follows status/)
  })
})

describeOneDatabase('the tickets of a company, from a file of 20,000 of which one in a hundred is bad', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
  })

  const all = 20_000
  const columns = ['ticket_id', 'account_id', 'subject', 'status', 'priority', 'created_at', 'resolved_at']
  /** Every hundredth is bad, ten of those by a rule of the table itself. */
  const lineOf = (nth: number): string => {
    const resolved = nth % 2 === 0
    const fault = nth % 2_000 === 1_050 ? 7 : nth % 100 === 50 ? [1, 3, 5, 9][Math.floor(nth / 100) % 4] : null
    const cells = [
      `T-${nth}`,
      `A-${nth % 200}`,
      `"Order ${nth}, ""late"""`,
      resolved ? 'resolved' : 'open',
      fault === 3 ? 'P1' : 'low',
      fault === 5 ? '10.11.2026' : '2026-11-10T09:00:00+01:00',
      resolved && fault !== 7 ? '2026-11-10T11:00:00+01:00' : '',
    ]
    return fault === 9 ? cells.slice(1).join() : fault === 1 ? ['T-0', ...cells.slice(1)].join() : cells.join()
  }
  const file = [columns.join(), ...Array.from({ length: all }, (_, nth) => lineOf(nth))].join('\n')

  test('goes in without the bad rows, which are named by line; again it changes nothing; undone, it is gone', async () => {
    const asked = { metrics: [{ id: 'support.new_tickets' }, { id: 'support.open_tickets' }], ...month }
    const first = await host.importFile(tenant, 'support.tickets', file)
    expect([first.inserted, first.updated, first.unchanged]).toEqual([19_800, 0, 0])
    expect(first.refused.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, nth) => nth * 100 + 52),
    )
    const codes = Map.groupBy(first.refused, ({ code }) => code)
    expect([...codes].map(([code, rows]) => `${code} ${rows.length}`).toSorted()).toEqual([
      'key_twice 50',
      'refused_by_table 10',
      'row_malformed 50',
      'value_wrong 90',
    ])
    expect((await host.query(tenant, asked)).rows).toEqual([[19_800, 10_000]])
    const again = await host.importFile(tenant, 'support.tickets', file)
    expect([again.inserted, again.updated, again.unchanged, again.refused.length]).toEqual([0, 0, 19_800, 200])
    expect(await first.undo()).toEqual({ removed: 19_800, restored: 0, leftOver: 0, left: [] })
    expect((await host.query(tenant, asked)).rows).toEqual([[null, null]])
  })
})
