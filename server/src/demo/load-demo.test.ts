import { describeDatabases } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { brokenInstallation, pluginText } from '../../fixtures/broken-installation.ts'
import type { Database } from '@tessera/database'
import { cookieFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { createTenant, findTenant, migrateCore } from '@tessera/tenancy'
import { wantsDemo } from './demo-tenants.ts'
import { loadDemo, resetDemo } from './load-demo.ts'

describeDatabases('demo data', (open, kind) => {
  let app: App
  beforeAll(async () => {
    app = await startTestApp(await open())
    return () => app.close()
  })

  const rows = async () => {
    const { rows: found } = await app.services.database.pool.query<{ slug: string; orders: number }>(
      `select t.slug, (select count(*)::int from orders.orders o where o.tenant_id = t.tenant_id) as orders
       from core.tenants t order by 1`,
    )
    return found.map(({ slug, orders }) => [slug, orders])
  }
  const complete = [
    ['acme', 1],
    ['globex', 1],
    ['initech', 1],
  ]

  test('fills three tenants whose clocks stand at midnight in their own zone', async () => {
    expect(await rows()).toEqual(complete)
    const { rows: clocks } = await app.services.database.pool.query<{ local: string }>(
      'select (as_of_override at time zone timezone)::time::text as local from core.tenants',
    )
    expect(clocks.map((clock) => clock.local)).toEqual(['00:00:00', '00:00:00', '00:00:00'])
  })

  test('loads nothing twice', async () => {
    expect(await loadDemo(app.services)).toEqual([])
    expect(await rows()).toEqual(complete)
  })

  test('fills the tenants for a plugin that came later, and leaves the others alone', async () => {
    const later = {
      later: pluginText('later', {
        server: `demo: async ({ tenant }) => { (globalThis.laterTenants ??= []).push(tenant.slug) },`,
      }),
    }
    const { root, remove } = brokenInstallation(['orders'], later)
    const database: Database = { ...app.services.database, close: async () => {} }
    const other = await startTestApp(database, { root })
    try {
      expect(Reflect.get(globalThis, 'laterTenants')).toEqual(['acme', 'globex', 'initech'])
      expect(await rows()).toEqual(complete)
    } finally {
      await other.close()
      remove()
      Reflect.deleteProperty(globalThis, 'laterTenants')
    }
  })

  test('the rows of the first plugin are there when the server answers, the others follow, and it is told which', async () => {
    const gate = Promise.withResolvers<void>()
    Reflect.set(globalThis, 'demoGate', gate.promise)
    const waiting = { waiting: pluginText('waiting', { server: `demo: () => globalThis.demoGate,` }) }
    const { root, remove } = brokenInstallation(['orders'], waiting)
    const other = await startTestApp(await open(), { root, demoAside: true })
    try {
      const { rows: counted } = await other.services.database.pool.query('select count(*)::int as n from orders.orders')
      expect(counted).toEqual([{ n: 1 }])
      const me = async () => {
        const answer = await other.fastify.inject({
          url: '/trpc/session.me',
          headers: { cookie: await cookieFor(other.fastify, 'viewer') },
        })
        return answer.json<{ result: { data: { laying: unknown } } }>().result.data.laying
      }
      const stranger = await other.fastify.inject({ url: '/trpc/session.me' })
      expect(stranger.body).not.toContain('waiting')
      await expect.poll(me).toEqual({ tenant: 'acme', plugin: 'waiting', at: 1 })
      gate.resolve()
      expect(await other.rest).toBe(true)
      expect(await me()).toBe(null)
      expect(await loadDemo(other.services)).toEqual([])
    } finally {
      await other.close()
      remove()
      Reflect.deleteProperty(globalThis, 'demoGate')
    }
  })

  test('begins a tenant anew whose load was interrupted', async () => {
    const { pool } = app.services.database
    await pool.query(`update core.demo_loads set done_at = null
      where tenant_id = (select tenant_id from core.tenants where slug = 'globex')`)
    expect(await loadDemo(app.services)).toEqual([{ tenant: 'globex', plugin: 'orders' }])
    expect(await rows()).toEqual(complete)
    const events = await pool.query<{ n: number }>('select count(*)::int as n from core.events')
    expect(events.rows).toEqual([{ n: 3 }])
  })

  // why: nobody else can open an embedded database
  test.skipIf(kind === 'embedded')(
    'is loaded once when two servers of one database start at the same time',
    async () => {
      const other = await startTestApp(await open(), { env: { TESSERA_DEMO: '0' } })
      try {
        const both = await Promise.all([loadDemo(other.services), loadDemo(other.services)])
        expect(both.map((loads) => loads.length).toSorted()).toEqual([0, 3])
      } finally {
        await other.close()
      }
    },
  )

  test('gives up when asked to end, and the next one begins that tenant anew', async () => {
    const other = await startTestApp(await open(), { env: { TESSERA_DEMO: '0' } })
    try {
      const leaving = new AbortController()
      leaving.abort()
      await expect(loadDemo(other.services, { leaving: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' })
      expect(await loadDemo(other.services)).toHaveLength(3)
    } finally {
      await other.close()
    }
  })

  test('does not wait for a plugin that never ends', async () => {
    const never = { never: pluginText('never', { server: 'demo: () => new Promise(() => {}),' }) }
    const { root, remove } = brokenInstallation(['orders'], never)
    const other = await startTestApp(await open(), { root, env: { TESSERA_DEMO: '0' } })
    try {
      expect((await loadDemo(other.services, { withinMs: 2_000 })).map(({ plugin }) => plugin)).toEqual([
        'orders',
        'orders',
        'orders',
      ])
      const status = other.services.registry.statuses().find(({ id }) => id === 'never')
      expect(status).toMatchObject({ state: 'degraded', error: expect.stringContaining('its demo') })
    } finally {
      await other.close()
      remove()
    }
  })

  test('stays away from databases with tenants of their own', async () => {
    const database = await open()
    await migrateCore(database)
    expect(await wantsDemo(database)).toBe(true)
    await createTenant(database, { slug: 'acme', name: 'The real one' })
    expect(await wantsDemo(database)).toBe(false)
  })

  test('is emptied and filled anew when asked to, as of today, with tenants of others left alone', async () => {
    const { pool, owner } = app.services.database
    const own = await createTenant(app.services.database, { slug: 'own', name: 'Own' })
    await app.services.ingestor.ingest(own.id, [orderEvent('DE')])
    const acme = await findTenant(owner, 'acme')
    await app.services.ingestor.ingest(acme.id, [{ ...orderEvent('DE'), timestamp: new Date().toISOString() }])
    expect(await findTenant(owner, 'acme')).toMatchObject({ asOf: null })
    await pool.query(`update core.tenants set as_of_override = '2020-01-01' where slug = 'globex'`)
    const people = async () => (await pool.query(`select "userId", role from auth.member order by 1, 2`)).rows
    const before = await people()
    expect(await resetDemo(app.services)).toHaveLength(3)
    expect(await rows()).toEqual([...complete, ['own', 1]])
    expect(await people()).toEqual(before)
    const { rows: clocks } = await pool.query<{ day: boolean }>(
      `select as_of_override between now() - interval '50 hours' and now() as day
       from core.tenants where slug <> 'own'`,
    )
    expect(clocks).toEqual([{ day: true }, { day: true }, { day: true }])
  })
})
