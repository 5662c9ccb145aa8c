import type { Database } from '@tessera/database'
import { describeDatabases, testDatabases } from '@tessera/test-kit'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { brokenInstallation } from '../fixtures/broken-installation.ts'
import { tallyPlugin, type TallyOptions } from '../fixtures/tally.ts'
import { fillBeforeBookmarks, tallyDifference } from '../fixtures/tally-databases.ts'
import { startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { createTenant, switchPlugin } from '@tessera/tenancy'
import { listProjections } from '@tessera/projections'

describeDatabases('plugins read the events they have not seen', (open, kind) => {
  // why: opening it anew for each takes the embedded database longer than all the rest, and what these look at is the same there
  const testAside = test.skipIf(kind === 'embedded' && testDatabases().length > 1)
  let database: Database
  let app: App | null = null
  let tenantId: string = ''
  let sent = 0
  const removals: (() => void)[] = []

  beforeEach(async () => {
    database = await open()
    app = null
  })
  afterEach(async () => {
    Reflect.deleteProperty(globalThis, 'tallyGate')
    Reflect.deleteProperty(globalThis, 'tallyPoison')
    await app?.close()
    // why: all of them open at a time are more connections than a server has
    await database.close()
  })
  afterAll(() => removals.forEach((remove) => remove()))

  /** Starts the installation anew, with this form of the plugin or without it. */
  const start = async (tally: TallyOptions | null): Promise<App> => {
    await app?.close()
    const { root, remove } = brokenInstallation([], tally ? { tally: tallyPlugin(tally) } : {})
    removals.push(remove)
    const kept: Database = { ...database, close: async () => {} }
    app = await startTestApp(kept, { root, env: { TESSERA_DEMO: '0' } })
    if (tenantId === '' || !(await exists()))
      tenantId = (await createTenant(database, { slug: 'acme', name: 'Acme' })).id
    return app
  }
  const exists = async () =>
    (await database.pool.query('select from core.tenants where tenant_id = $1', [tenantId])).rowCount === 1

  const make = (count: number, event = 'tallied') =>
    Array.from({ length: count }, () => ({
      id: crypto.randomUUID(),
      event,
      timestamp: `2026-10-01T08:30:00.${String(999_999 - (sent += 1)).padStart(6, '0')}Z`,
      properties: { n: sent },
    }))
  const post = async (count: number, event?: string) => {
    const events = make(count, event)
    expect(await app?.services.ingestor.ingest(tenantId, events)).toMatchObject({ accepted: count, rejected: [] })
    return events
  }
  const settle = async () => app?.services.projections.idle()
  const progress = async () => {
    const [info] = await database.tenantTransaction(tenantId, (db) => listProjections(db, tenantId))
    return info
  }
  const difference = (types: readonly string[] = ['tallied']) => tallyDifference(database, tenantId, types)
  const exact = { missing: 0, extra: 0 }

  test('those of before it was installed, while it was removed, and while it failed, each once and in order', async () => {
    await start(null)
    for (let batch = 0; batch < 5; batch += 1) await post(5)
    await post(3, 'somebody.elses')
    await start({})
    await settle()
    expect(await difference()).toEqual(exact)
    expect(await progress()).toMatchObject({ plugin: 'tally', behind: 0, aside: 0, reason: null })
    const { rows: order } = await database.pool.query<{ in_order: boolean }>(
      `select array_agg(s.event_id order by s.place) = array_agg(s.event_id order by e.commit_number, e."timestamp", e.event_id) as in_order
      from tally.seen s join core.events e using (tenant_id, event_id)`,
    )
    expect(order).toEqual([{ in_order: true }])

    await post(4)
    expect(await difference()).toEqual(exact)
    await start(null)
    await post(7)
    await start({ fails: true })
    await post(11)
    expect(await progress()).toMatchObject({ behind: 18 })
    await start({})
    await settle()
    expect(await difference()).toEqual(exact)
    await post(2)
    expect(await difference()).toEqual(exact)
  })

  test('those of while it was switched off for the tenant, when it is switched on again, and none before', async () => {
    const { services } = await start({})
    const owner = database.owner
    const switchTally = (enabled: boolean) =>
      switchPlugin({ owner, registry: services.registry }, { tenantId, plugin: 'tally', enabled, by: null })
    await post(3)
    await switchTally(false)
    await post(4)
    await settle()
    expect(await difference()).toEqual({ missing: 4, extra: 0 })
    expect(await progress()).toMatchObject({ plugin: 'tally', behind: 4, aside: 0, reason: null })
    await switchTally(true)
    // why: it has to read the four before it is given more
    await post(2)
    await settle()
    expect(await difference()).toEqual(exact)
    const { rows: order } = await database.pool.query<{ in_order: boolean }>(
      `select array_agg(e.commit_number order by s.place) = array_agg(e.commit_number order by e.commit_number) as in_order
      from tally.seen s join core.events e using (tenant_id, event_id)`,
    )
    expect(order).toEqual([{ in_order: true }])
    await post(2)
    expect(await difference()).toEqual(exact)
  })

  testAside('all of them, when it was switched off before the first', async () => {
    const { services } = await start({})
    const change = { tenantId, plugin: 'tally', by: null }
    const parts = { owner: database.owner, registry: services.registry }
    await switchPlugin(parts, { ...change, enabled: false })
    await post(6)
    await settle()
    expect(await difference()).toEqual({ missing: 6, extra: 0 })
    await switchPlugin(parts, { ...change, enabled: true })
    services.projections.behind(tenantId)
    await services.projections.settled()
    expect(await difference()).toEqual(exact)
  })

  testAside('of types it declares later, and of types it declares again', async () => {
    await start({ types: ['tallied'] })
    await post(3)
    await post(4, 'counted')
    await start({ types: ['tallied', 'counted'] })
    await settle()
    expect(await difference(['tallied', 'counted'])).toEqual(exact)
    await post(2, 'counted')
    expect(await difference(['tallied', 'counted'])).toEqual(exact)
    await start({ types: ['counted'] })
    await post(5)
    await post(6, 'counted')
    await settle()
    await start({ types: ['tallied', 'counted'] })
    await settle()
    await post(1)
    await post(1, 'counted')
    expect(await difference(['tallied', 'counted'])).toEqual(exact)
    const { rows } = await database.pool.query('select from core.bookmarks where tenant_id = $1', [tenantId])
    expect(rows).toHaveLength(1)
  })

  testAside('all of them again when its version is raised, and an older version leaves them to the newer', async () => {
    await start({ version: 1 })
    await post(30)
    await start({ version: 2 })
    await settle()
    expect(await difference()).toEqual(exact)
    const versions = async () => (await database.pool.query('select distinct version from tally.seen')).rows
    expect(await versions()).toEqual([{ version: 2 }])
    await start({ version: 1 })
    await post(5)
    await settle()
    expect(await versions()).toEqual([{ version: 2 }])
    expect(await progress()).toMatchObject({ version: 2, behind: 5 })
    await start({ version: 2 })
    await settle()
    expect(await difference()).toEqual(exact)
  })

  test('while others are posted, and the start waits for none of it', async () => {
    await start(null)
    for (let batch = 0; batch < 4; batch += 1) await post(400)
    const gate = Promise.withResolvers<void>()
    Reflect.set(globalThis, 'tallyGate', gate.promise)
    await start({})
    await expect.poll(progress, { timeout: 20_000 }).toMatchObject({ behind: 1_600 })
    gate.resolve()
    Reflect.deleteProperty(globalThis, 'tallyGate')
    for (let batch = 0; batch < 20; batch += 1) await post(20)
    await settle()
    expect(await difference()).toEqual(exact)
    await post(1)
    expect(await progress()).toMatchObject({ behind: 0 })
    expect(await difference()).toEqual(exact)
  })

  test('but what its types do not accept is set aside, as are those it fails at, each alone with its reason', async () => {
    await start(null)
    const events = await post(60)
    const wrong = { ...make(1)[0], properties: { n: 'many' } }
    await app?.services.ingestor.ingest(tenantId, [wrong])
    const poison = new Set<string | undefined>([events[17]?.id, events[44]?.id])
    Reflect.set(globalThis, 'tallyPoison', ({ id }: { id: string }) => poison.has(id))
    await start({})
    await settle()
    expect(await progress()).toMatchObject({ behind: 0, aside: 3 })
    const { rows } = await database.pool.query<{ reason: string }>(
      'select reason from core.projection_backlog order by 1',
    )
    expect(rows.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^event \d+ is poison$/),
      expect.stringMatching(/^event \d+ is poison$/),
      expect.stringContaining('properties.n'),
    ])
    await post(3)
    expect((await difference())?.missing).toBe(3)
    const status = app?.services.registry.statuses().find(({ id }) => id === 'tally')
    expect(status).toMatchObject({ state: 'degraded', error: expect.stringContaining('could not process 3 events') })

    Reflect.deleteProperty(globalThis, 'tallyPoison')
    await settle()
    expect(await progress()).toMatchObject({ aside: 1, reason: expect.stringContaining('properties.n') })
    expect(await difference()).toEqual({ missing: 1, extra: 0 })
  })

  testAside('and one that fails at everything keeps its place until it works again', async () => {
    await start(null)
    await post(500)
    Reflect.set(globalThis, 'tallyPoison', () => true)
    await start({})
    await settle()
    expect(await progress()).toMatchObject({ behind: 500, aside: 0, reason: expect.stringContaining('is poison') })
    await post(200)
    Reflect.deleteProperty(globalThis, 'tallyPoison')
    await settle()
    expect(await progress()).toMatchObject({ behind: 0, aside: 0, reason: null })
    expect(await difference()).toEqual(exact)
  })

  testAside('poison alone in its batch does not stop what comes after it', async () => {
    await start({})
    Reflect.set(globalThis, 'tallyPoison', () => true)
    await post(25)
    Reflect.deleteProperty(globalThis, 'tallyPoison')
    await post(10)
    expect((await difference())?.extra).toBe(0)
    await settle()
    expect(await difference()).toEqual(exact)
  })

  test('those it waits at for ever keep nobody else waiting, and are tried again', async () => {
    await start({})
    await post(3)
    Reflect.set(globalThis, 'tallyGate', new Promise(() => {}))
    const begin = performance.now()
    await post(1)
    expect(performance.now() - begin).toBeLessThan(15_000)
    await post(60)
    expect(performance.now() - begin).toBeLessThan(25_000)
    expect(app?.services.registry.statuses().find(({ id }) => id === 'tally')?.error).toContain('waited for 5 s')
    Reflect.deleteProperty(globalThis, 'tallyGate')
    await settle()
    await settle()
    expect(await difference()).toEqual(exact)
    expect(await progress()).toMatchObject({ behind: 0, aside: 0, reason: null })
  })

  testAside(
    'those it fails at with a reason nothing can store, or none that can be read, are set aside all the same',
    async () => {
      await start({})
      for (const reason of [new Error('no \0 in text'), new Error('half a pair \ud83d'), Object.create(null)]) {
        const gate = Promise.reject(reason)
        gate.catch(() => {})
        Reflect.set(globalThis, 'tallyGate', gate)
        await post(1)
      }
      Reflect.deleteProperty(globalThis, 'tallyGate')
      expect(await progress()).toMatchObject({ behind: 0, aside: 3 })
      await settle()
      expect(await difference()).toEqual(exact)
    },
  )

  test.each([
    ['what it missed is made up for where its rows can be made anew', { version: 1 }, exact],
    ['what it had is not doubled where they cannot', {}, { missing: 4, extra: 0 }],
  ] as const)('from a database of before bookmarks: %s', async (_, options, expected) => {
    database = await open({ empty: true })
    tenantId = await fillBeforeBookmarks(database)
    await start(options)
    await settle()
    await post(3)
    expect(await difference()).toEqual(expected)
    expect(await progress()).toMatchObject({ behind: 0, aside: 0 })
  })
})
