import { definePlugin, importable, metric } from '@tessera/plugin-api'
import { defineServer, fact, sum } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost } from '@tessera/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'till',
  title: 'Till',
  metrics: {
    taken: metric({ title: 'Taken', description: 'Sum of all sales.', unit: 'count', direction: 'up', tier: 2 }),
  },
  tables: {
    sales: importable({
      title: 'Sales',
      key: ['id'],
      columns: z.object({ id: z.string(), at: z.iso.datetime({ offset: true }), amount: z.int() }),
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
  table: 'till.sales',
  key: ['id'],
  time: { column: 'at', type: 'instant' },
  rollups: [{ name: 'daily', grain: 'day', dimensions: [] }],
})
const server = defineServer(plugin, {
  metrics: { taken: sum(sales, 'amount') },
  migrations: {
    '0001': {
      up: async (db, { tenantTable }) => {
        await sql`create table sales (tenant_id uuid, id text, at timestamptz not null, amount int not null, primary key (tenant_id, id))`.execute(
          db,
        )
        await tenantTable('sales')
      },
    },
  },
})

const sale = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  at: fc.integer({ min: 1, max: 28 }).map((day) => `2026-06-${String(day).padStart(2, '0')}T12:00:00Z`),
  amount: fc.integer({ min: 0, max: 9 }),
})
const steps = fc.array(
  fc.record({
    upsert: fc.uniqueArray(sale, { selector: ({ id }) => id, maxLength: 4 }),
    remove: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
    refresh: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
)

describeDatabases('figures over an importable table', (open) => {
  test('are the same from rollups and from rows, whatever was imported and deleted since', async () => {
    const host = await openTestHost(open, [server])
    const [tenant] = host.tenants
    const records = await host.records(tenant, plugin)
    const time = { range: { from: '2026-06-01', to: '2026-07-01' }, grain: 'day' } as const
    const query = { metrics: [{ id: 'till.taken' }], time }
    try {
      await fc.assert(
        fc.asyncProperty(steps, async (taken) => {
          for (const { upsert, remove, refresh } of taken) {
            await records.upsert('sales', upsert)
            if (remove !== null) await records.delete('sales', [{ id: remove }])
            if (refresh) await host.refreshRollups(tenant)
          }
          expect((await host.query(tenant, query)).rows).toEqual((await host.queryRows(tenant, query)).rows)
        }),
        { numRuns: 15 },
      )
    } finally {
      await host.close()
    }
  }, 120_000)
})
