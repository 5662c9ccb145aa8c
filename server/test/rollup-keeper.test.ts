import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { findTenant } from '@tessera/tenancy'

describeDatabases('rollups of a running server', (open) => {
  let app: App
  let database: Database
  beforeAll(async () => {
    database = await open()
    app = await startTestApp(database)
    await app.services.rollupKeeper.idle()
  })
  afterAll(() => app.close())

  const tenant = () => findTenant(database.owner, 'acme')
  const ask = async () => {
    const query = { metrics: [{ id: 'orders.orders' }], time: { range: { from: '2026-09-01', to: '2026-12-01' } } }
    const { rows, meta } = await app.services.engine.run(query, {
      tenant: await tenant(),
      plugins: new Set(['orders']),
    })
    return { orders: rows[0]?.[0], kind: meta.source.kind }
  }

  test('are built after the start, for every tenant', async () => {
    const tenants = await sql<{ slug: string }>`select slug from core.tenants`.execute(database.owner)
    for (const { slug } of tenants.rows) {
      const [rollup] = await app.services.rollups.list(await findTenant(database.owner, slug))
      expect(rollup).toMatchObject({ rollup: 'orders.order.daily', status: 'ready' })
    }
    expect(await ask()).toEqual({ orders: 1, kind: 'rollup' })
  })

  test('count an event at once, and are made anew in the background', async () => {
    const before = Number((await ask()).orders)
    const { id } = await tenant()
    await app.services.ingestor.ingest(id, [orderEvent('DE')])
    expect((await ask()).orders).toBe(before + 1)
    await expect.poll(ask, { timeout: 20_000 }).toEqual({ orders: before + 1, kind: 'rollup' })
    const { rows } = await sql`select 1 from core.data_changes where tenant_id = ${id}`.execute(database.owner)
    expect(rows).toEqual([])
  })

  test('whose table is gone are set aside, and the figures come from the rows', async () => {
    const own = await tenant()
    const [rollup] = app.services.rollups.definitions
    await sql`drop table ${sql.table(rollup?.table ?? '')}`.execute(database.owner)
    await app.services.ingestor.ingest(own.id, [orderEvent('FR')])
    await expect.poll(async () => (await app.services.rollups.list(own))[0]?.status, { timeout: 20_000 }).toBe('broken')
    expect(await ask()).toMatchObject({ orders: expect.any(Number), kind: 'raw' })
  })
})
