import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { definePlugin, dimension, metric } from '@tessera/plugin-api'
import { defineServer, type MetricSource } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeDatabases, openTestHost } from '../src/index.ts'

const file = join(import.meta.dirname, '../../../docs/examples/kinds/kinds.ts')
const { kinds }: { kinds: Readonly<Record<string, MetricSource>> } = await import(
  /* @vite-ignore */ pathToFileURL(file).href
)

const told = metric({ title: 'One', description: 'One of every kind.', unit: 'count', direction: 'neutral', tier: 3 })
const shop = definePlugin({
  id: 'shop',
  title: 'Shop',
  dimensions: { plan: dimension({ title: 'Plan' }), country: dimension({ title: 'Country' }) },
  metrics: Object.fromEntries(Object.keys(kinds).map((name) => [name, told])),
})
const server = defineServer(shop, {
  metrics: kinds,
  migrations: {
    '0001-subscriptions': {
      up: async (db, { tenantTable }) => {
        await sql`
          create table subscriptions (
            tenant_id uuid not null, subscription_id text not null, account_id uuid not null, plan text not null,
            mrr double precision not null, usage double precision, support double precision,
            started_at timestamptz not null, ended_at timestamptz, primary key (tenant_id, subscription_id)
          )`.execute(db)
        await tenantTable('subscriptions')
      },
    },
  },
})

describeDatabases('the example of every kind', (open, kind) => {
  test.skipIf(kind !== 'embedded')('answers each of its metrics', async () => {
    const host = await openTestHost(open, [server])
    try {
      const [tenant] = host.tenants
      const at = new Date(tenant.asOf.getTime() - 86_400_000).toISOString()
      await host.ingest(tenant, [
        { id: '1', event: 'shop_visited', userId: 'ada', timestamp: at },
        { id: '2', event: 'shop_ordered', userId: 'ada', timestamp: at, properties: { amount: 30 } },
        { id: '3', event: 'shop_ordered', userId: 'bob', timestamp: at, properties: { amount: 20 } },
      ])
      const values: Record<string, unknown> = {}
      for (const name of Object.keys(kinds)) {
        const { columns, rows } = await host.query(tenant, {
          metrics: [{ id: `shop.${name}` }],
          time: { range: { last: 7, unit: 'day' } },
        })
        values[name] = rows[0]?.[columns.findIndex((column) => column.name === `shop.${name}`)]
      }
      expect(values).toMatchObject({
        orders: 2,
        buyers: 2,
        buyers_about: 2,
        turnover: 50,
        order_value: 25,
        smallest_order: 20,
        largest_order: 30,
        orders_7_days: 2,
        turnover_to_date: 50,
        goods_in_stock: -50,
        turnover_per_buyer: 25,
        part_of_orders: 1,
        orders_after_visit: 1,
        conversions_of_visits: 1,
      })
    } finally {
      await host.close()
    }
  })
})
