import { definePlugin, importable, metric } from '@tessera/plugin-api'
import { defineServer, fact, sum } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { deleteRows, readRows, recordTable, upsertRows, type RecordPlace } from '../src/index.ts'

const words = ['ordinality', 'at', 'first', 'known', 'differs', 'given', 'stored', 'sent', 'touched', 'hours', 'select']
const plugin = definePlugin({
  id: 'hostile',
  title: 'Hostile',
  metrics: {
    taken: metric({ title: 'Taken', description: 'Sum of all sales.', unit: 'count', direction: 'up', tier: 2 }),
  },
  tables: {
    sales: importable({
      title: 'Sales',
      key: ['id'],
      columns: z.object({ id: z.string(), at: z.iso.datetime({ offset: true }), amount: z.int(), day: z.iso.date() }),
    }),
    days: importable({
      title: 'Days',
      key: ['day', 'at'],
      columns: z.object({ day: z.iso.date(), at: z.iso.datetime({ offset: true }) }),
    }),
    lines: importable({ title: 'Lines', key: ['id'], columns: z.object({ id: z.string(), sale: z.string() }) }),
    words: importable({
      title: 'Words',
      key: ['id'],
      columns: z.object({ id: z.string(), ...Object.fromEntries(words.map((word) => [word, z.int()])) }),
    }),
  },
})
interface Sale {
  readonly id: string
  readonly at: Date
  readonly amount: number
}
const sales = fact<Sale>({
  name: 'sale',
  table: 'hostile.sales',
  key: ['id'],
  time: { column: 'at', type: 'instant' },
  rollups: [{ name: 'daily', grain: 'day', dimensions: [] }],
})
const server = defineServer(plugin, {
  metrics: { taken: sum(sales, 'amount') },
  migrations: {
    '0001': {
      up: async (db, { tenantTable }) => {
        await sql`create table sales (
          tenant_id uuid, id text, at timestamptz not null, amount int not null, day date not null, primary key (tenant_id, id))`.execute(
          db,
        )
        await sql`create table lines (tenant_id uuid, id text, sale text not null, primary key (tenant_id, id),
          foreign key (tenant_id, sale) references sales (tenant_id, id))`.execute(db)
        await sql`create table days (tenant_id uuid, day date, at timestamptz, primary key (tenant_id, day, at))`.execute(
          db,
        )
        const columns = sql.join(words.map((word) => sql`${sql.ref(word)} int not null`))
        await sql`create table words (tenant_id uuid, id text, ${columns}, primary key (tenant_id, id))`.execute(db)
        for (const table of ['sales', 'days', 'lines', 'words']) await tenantTable(table)
      },
    },
  },
})

const sale = (id: string, more: object = {}) => ({
  id,
  at: '2026-06-01T12:00:00Z',
  amount: 1,
  day: '2026-06-01',
  ...more,
})
/** A text that no compression makes short. */
const noise = (length: number) =>
  Array.from({ length }, (_, n) => String.fromCharCode(33 + ((Math.imul(n + 7, 2_654_435_761) >>> 9) % 90))).join('')

describeDatabases('hostile rows', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const place = (name: string): RecordPlace => {
    const { id: tenantId } = host.tenants[0]
    return {
      table: recordTable(plugin, name),
      tenantId,
      transaction: (run) => host.database.tenantTransaction(tenantId, run, { plugin: 'hostile' }),
      changed: async () => {},
    }
  }

  test('a text of a key that no index holds is refused as its row', async () => {
    const written = upsertRows(place('sales'), [sale('a'), sale(noise(20_000))])
    await expect(written).rejects.toMatchObject({
      code: 'rows_wrong',
      issues: [{ path: 'rows.1', code: 'refused_by_table' }],
    })
    expect((await readRows(place('sales'))).rows).toEqual([])
  })

  test('columns may have the names that statements use', async () => {
    const row = { id: 'a', ...Object.fromEntries(words.map((word, n) => [word, n])) }
    expect(await upsertRows(place('words'), [row])).toEqual({ inserted: 1, updated: 0, unchanged: 0 })
    const rows = [
      { ...row, at: 99 },
      { ...row, id: 'b' },
    ]
    expect(await upsertRows(place('words'), rows)).toEqual({ inserted: 1, updated: 1, unchanged: 0 })
    expect((await readRows(place('words'), { keys: rows })).rows).toEqual(rows)
    const twice = upsertRows(place('words'), [{ ...row, id: 'c' }, row, { ...row, id: 'c' }])
    await expect(twice).rejects.toMatchObject({ issues: [{ path: 'rows.2', code: 'key_twice' }] })
  })

  test('a row that others refer to is not deleted, nor one beside it', async () => {
    await upsertRows(place('sales'), [sale('a'), sale('b')])
    await upsertRows(place('lines'), [{ id: 'l', sale: 'a' }])
    await expect(deleteRows(place('sales'), [{ id: 'a' }, { id: 'b' }])).rejects.toMatchObject({ code: 'row_in_use' })
    expect((await readRows(place('sales'))).rows).toHaveLength(2)
    await deleteRows(place('lines'), [{ id: 'l' }])
    expect(await deleteRows(place('sales'), [{ id: 'a' }, { id: 'b' }])).toEqual({ deleted: 2 })
  })

  test('the first and the last instants of the calendar are kept, read as written, and in rollups', async () => {
    const ends = [
      sale('first', { at: '0001-01-01T00:00:00Z', day: '0001-01-01' }),
      sale('last', { at: '9999-12-31T23:59:59Z', day: '9999-12-31' }),
    ]
    const between = Array.from({ length: 150 }, (_, n) =>
      sale(`n${n}`, { at: new Date(Date.UTC(1990, 0, 1 + 30 * n)).toISOString() }),
    )
    expect(await upsertRows(place('sales'), [...ends, ...between])).toMatchObject({ inserted: 152 })
    expect((await readRows(place('sales'), { keys: ends })).rows).toEqual(ends)
    expect(await upsertRows(place('sales'), ends)).toMatchObject({ unchanged: 2 })
    await host.refreshRollups(host.tenants[0])
    const { rows } = await sql`select 1 from core.data_changes`.execute(host.database.owner)
    expect(rows).toEqual([])
    for (const at of ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-10:00', '0000-01-01T00:00:00Z']) {
      await expect(upsertRows(place('sales'), [sale('far', { at })])).rejects.toMatchObject({
        issues: [{ path: 'rows.0.at', code: 'value_wrong' }],
      })
    }
  })

  test.each([
    ['day', { day: '0000-02-29' }],
    ['at', { at: '2026-10-01T00:00:00+16:00' }],
    ['at', { at: '2026-10-01T00:00:00-23:59' }],
    ['at', { at: '0000-10-01T00:00:00Z' }],
  ])('what the database does not take as a %s is told of its row, in a key too: %o', async (column, far) => {
    const good = { day: '2026-10-01', at: '2026-10-01T00:00:00+15:59' }
    const told = { issues: [{ path: `rows.1.${column}`, code: 'value_wrong' }] }
    await expect(upsertRows(place('days'), [good, { ...good, ...far }])).rejects.toMatchObject(told)
    await expect(upsertRows(place('sales'), [sale('a'), sale('far', far)])).rejects.toMatchObject(told)
    for (const asked of [
      deleteRows(place('days'), [{ ...good, ...far }]),
      readRows(place('days'), { keys: [{ ...good, ...far }] }),
    ])
      await expect(asked).rejects.toMatchObject({
        code: 'keys_wrong',
        message: expect.stringContaining(`key 0, ${column}`),
      })
  })

  test('a row of very many columns is refused before they are looked at', async () => {
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`c${n}`, n]))
    await expect(upsertRows(place('sales'), [sale('a'), { ...sale('b'), ...wide }])).rejects.toMatchObject({
      issues: [{ path: 'rows.1', code: 'row_malformed', message: expect.stringContaining('1004 columns') }],
    })
  })
})
