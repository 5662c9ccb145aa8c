import { openDatabase, type Database } from '@tessera/database'
import {
  claimNight,
  createRollupKeeper,
  listNights,
  type NightReport,
  type RollupKeeper,
} from '@tessera/rollup-keeping'
import { createTenant } from '@tessera/tenancy'
import { describeDatabases } from '@tessera/test-kit'
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'

describeDatabases('rollups compared at night by several servers', (open, kind) => {
  let app: App
  let other: Database
  const tenants: string[] = []
  const told: string[] = []
  const keepers: RollupKeeper[] = []

  beforeAll(async () => {
    const database = await open()
    app = await startTestApp(database)
    // why: only one process opens the embedded database
    other = kind === 'embedded' ? database : await openDatabase({ url: database.url })
    for (const slug of ['one', 'two', 'three']) {
      const { id } = await createTenant(database, { slug, name: slug })
      tenants.push(id)
      await app.services.ingestor.ingest(id, [orderEvent('DE'), orderEvent('FR')])
      await app.services.rollups.refresh({ id, timeZone: 'UTC' })
    }
    return async () => {
      if (other !== database) await other.close()
      await app.close()
    }
  })
  afterEach(async () => {
    for (const keeper of keepers.splice(0)) await keeper.close()
    told.length = 0
  })

  /** A keeper as another server has one, on its own connections, that looks often. */
  const begin = (database: Database, now: string, check = app.services.rollups.check) => {
    const keeper = createRollupKeeper({
      database,
      registry: app.services.registry,
      rollups: { ...app.services.rollups, check },
      log: { info: (_, sentence) => told.push(sentence), error: (_, sentence) => told.push(sentence) },
      stop: new AbortController(),
      now: () => new Date(now),
      pace: { lookMs: 20, leaseMs: 2_000 },
    })
    keepers.push(keeper)
    keeper.start()
    return keeper
  }
  const nightsOf = (tenant: string) => listNights(app.services.database.owner, tenant)
  const latest = async (tenant: string): Promise<NightReport | undefined> => (await nightsOf(tenant))[0]
  const allDone = async () => (await Promise.all(tenants.map(latest))).every((night) => night?.state === 'done')
  const toldOf = (slug: string) => told.filter((line) => line.startsWith('compared') && line.includes(`'${slug}'`))

  test('each tenant is compared once, and what was compared is known and told', async () => {
    begin(app.services.database, '2127-03-02T04:00:00Z')
    begin(other, '2127-03-02T04:00:00Z')
    await expect.poll(allDone, { timeout: 20_000 }).toBe(true)
    for (const tenant of tenants) {
      const [night, ...more] = await nightsOf(tenant)
      expect(more).toEqual([])
      expect(night).toMatchObject({ night: '2127-03-02T03:00:00.000Z', state: 'done', tries: 1, reason: null })
      expect(night?.checks).toEqual([{ rollup: 'orders.order.daily', days: expect.any(Number), different: 0 }])
      expect(Date.parse(night?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(night?.startedAt ?? ''))
    }
    await expect.poll(() => told.filter((line) => line.startsWith('compared')).length).toBeGreaterThan(2)
    expect(toldOf('one')).toEqual(["compared 1 rollups of tenant 'one' with their rows: all agree"])
    expect([toldOf('two').length, toldOf('three').length]).toEqual([1, 1])
  }, 30_000)

  test('what a killed server had taken is taken over when its time is up, and not before', async () => {
    const night = new Date('2127-03-03T03:00:00Z')
    const [tenantId = ''] = tenants
    const { owner } = app.services.database
    expect(await claimNight(owner, { tenantId, night }, { holder: crypto.randomUUID(), leaseMs: 3_600_000 })).toBe(true)
    begin(other, '2127-03-03T04:00:00Z')
    await expect
      .poll(async () => (await latest(tenants[2] ?? ''))?.night, { timeout: 20_000 })
      .toBe(night.toISOString())
    expect(await latest(tenantId)).toMatchObject({ night: night.toISOString(), state: 'comparing', tries: 1 })
    await sql`update core.rollup_nights set held_until = now() where tenant_id = ${tenantId} and ended_at is null`.execute(
      owner,
    )
    await expect.poll(() => latest(tenantId), { timeout: 20_000 }).toMatchObject({ state: 'done', tries: 2 })
  }, 30_000)

  test('a server that ends leaves its night to the next at once, one that works on keeps it', async () => {
    const [tenantId = ''] = tenants
    const held = Promise.withResolvers<never>()
    const { check } = app.services.rollups
    const leaving = begin(other, '2127-03-04T04:00:00Z', (tenant) =>
      tenant.id === tenantId ? held.promise : check(tenant),
    )
    await expect.poll(async () => (await latest(tenantId))?.night).toBe('2127-03-04T03:00:00.000Z')
    begin(app.services.database, '2127-03-04T04:00:00Z')
    const isProlonged = async () => {
      const { rows } = await sql`
        select 1 from core.rollup_nights
        where tenant_id = ${tenantId} and ended_at is null and held_until > started_at + interval '3 seconds'`.execute(
        app.services.database.owner,
      )
      return rows.length > 0
    }
    await expect.poll(isProlonged, { timeout: 20_000 }).toBe(true)
    expect(await latest(tenantId)).toMatchObject({ state: 'comparing', tries: 1 })
    const closing = leaving.close()
    held.reject(new Error('the server ends'))
    await closing
    await expect.poll(() => latest(tenantId), { timeout: 20_000 }).toMatchObject({ state: 'done', tries: 2 })
  }, 30_000)

  test('one that fails says why, and is not taken again at once', async () => {
    begin(other, '2127-03-05T04:00:00Z', () => Promise.reject(new Error('the disk is full')))
    const [tenantId = ''] = tenants
    await expect.poll(() => latest(tenantId)).toMatchObject({ state: 'waiting', tries: 1, reason: 'the disk is full' })
    begin(app.services.database, '2127-03-05T04:00:00Z')
    await app.services.database.owner.executeQuery(sql`select pg_sleep(0.2)`.compile(app.services.database.owner))
    expect(await latest(tenantId)).toMatchObject({ state: 'waiting', tries: 1 })
  }, 30_000)

  test('what differs is told, shown to admins of the tenant, and to nobody else', async () => {
    const { rows } = await sql<{ id: string }>`select tenant_id as id from core.tenants where slug = 'acme'`.execute(
      app.services.database.owner,
    )
    const id = rows[0]?.id ?? ''
    tenants.splice(0, Infinity, id)
    await app.services.ingestor.ingest(id, [orderEvent('DE')])
    await app.services.rollups.refresh({ id, timeZone: 'America/New_York' })
    const table = app.services.rollups.definitions[0]?.table ?? ''
    await sql`delete from ${sql.table(table)} where tenant_id = ${id}`.execute(app.services.database.owner)
    begin(app.services.database, '2127-03-06T12:00:00Z')
    // why: keepers of the tests before may have compared nights of this tenant
    const thatNight = { night: expect.stringContaining('2127-03-06'), state: 'done' }
    await expect.poll(() => latest(id), { timeout: 20_000 }).toMatchObject(thatNight)
    // why: it is told after it is done
    await expect.poll(() => told).toContain("compared 1 rollups of tenant 'acme' with their rows: 1 differ")
    expect(told.some((line) => line.includes("rollup 'orders.order.daily' of tenant 'acme' differed"))).toBe(true)
    const ask = async (headers: Readonly<Record<string, string>>) =>
      app.fastify.inject({ url: '/trpc/rollups.nights', headers })
    const nightsFor = async (headers: Readonly<Record<string, string>>) =>
      (await ask(headers)).json<{ result: { data: { nights: NightReport[] } } }>().result.data.nights
    const differingOf = (nights: readonly NightReport[]) =>
      nights.map(({ checks }) => checks.filter(({ different }) => different > 0).length)
    const shown = await nightsFor({ cookie: await cookieFor(app.fastify, 'admin') })
    expect(differingOf(shown)).toEqual([1, ...shown.slice(1).map(() => 0)])
    const foreign = await nightsFor({ authorization: `Bearer ${await keyFor(app, 'globex', 'admin')}` })
    expect(differingOf(foreign)).toEqual(foreign.map(() => 0))
    expect((await ask({ cookie: await cookieFor(app.fastify, 'viewer') })).statusCode).toBe(403)
  }, 30_000)
})
