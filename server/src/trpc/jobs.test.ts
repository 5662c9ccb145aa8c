import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import type { JobRow } from './job-rows.ts'

type Headers = Readonly<Record<string, string>>

describeOneDatabase('jobs of plugins', (open) => {
  let app: App
  let admin: Headers
  let viewer: Headers
  let globex: Headers
  beforeAll(async () => {
    app = await startTestApp(await open())
    admin = { cookie: await cookieFor(app.fastify, 'admin') }
    viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    globex = { authorization: `Bearer ${await keyFor(app, 'globex', 'metrics:read', 'admin')}` }
    const events = { authorization: `Bearer ${await keyFor(app, 'acme', 'events:write')}` }
    const payload = { events: [orderEvent('DE'), orderEvent('DE'), orderEvent('FR')] }
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: events, payload })
    return () => app.close()
  })

  const post = (name: string, headers: Headers, payload: object) =>
    app.fastify.inject({ method: 'POST', url: `/trpc/${name}`, headers, payload })
  const list = async (headers: Headers) =>
    (await app.fastify.inject({ url: '/trpc/jobs.list', headers })).json<{ result: { data: JobRow[] } }>().result.data
  const latest = async (headers: Headers) => (await list(headers))[0]?.runs[0]

  test('are listed for admins, with their schedule in the zone of the tenant', async () => {
    const [job, ...more] = await list(admin)
    expect(more).toEqual([])
    expect(job).toMatchObject({
      id: 'orders.tidy',
      title: 'Tidy up',
      schedule: { cron: '0 3 * * *', zone: 'America/New_York' },
      timeout: '30s',
      retries: 1,
      runs: [],
    })
    expect((await app.fastify.inject({ url: '/trpc/jobs.list', headers: viewer })).statusCode).toBe(403)
  })

  test('are enqueued by procedures, run as their tenant, and tell how far they came', async () => {
    const enqueued = await post('plugins.orders.tidy', admin, { country: 'DE' })
    const run = enqueued.json<{ result: { data: string } }>().result.data
    await expect.poll(async () => (await latest(admin))?.state, { timeout: 20_000 }).toBe('done')
    expect(await latest(admin)).toMatchObject({ id: run, attempts: 1, progress: 1, note: '2 of at most 50 in DE' })
    expect(await latest(globex)).toBeUndefined()
  }, 30_000)

  test('are run by hand for one tenant, and those of another can be neither seen nor cancelled', async () => {
    expect((await post('jobs.run', globex, { job: 'orders.tidy' })).statusCode).toBe(200)
    await expect.poll(async () => (await latest(globex))?.state, { timeout: 20_000 }).toBe('done')
    const foreign = await latest(globex)
    expect((await post('jobs.cancel', admin, { run: foreign?.id ?? '' })).body).toContain('job_run_unknown')
    expect((await post('jobs.run', admin, { job: 'orders.none' })).body).toContain('job_unknown')
    expect((await post('jobs.run', viewer, { job: 'orders.tidy' })).body).toContain('scope_missing')
  }, 30_000)

  test('that fail say why, and are tried again', async () => {
    await post('plugins.orders.tidy', admin, { country: '??' })
    await expect.poll(async () => (await latest(admin))?.state, { timeout: 30_000 }).toBe('failed')
    expect(await latest(admin)).toMatchObject({ attempts: 2, error: 'there is no such country' })
  }, 40_000)

  test('of a plugin that is switched off are scheduled no longer', async () => {
    const zones = async () =>
      (
        await app.services.database.pool.query<{ key: string }>(
          `select key from jobs.schedule where key like 'orders.tidy/%'`,
        )
      ).rows.length
    const before = await zones()
    await post('admin.setPlugin', globex, { plugin: 'orders', enabled: false })
    expect(await zones()).toBe(before - 1)
    expect(await list(globex)).toEqual([])
    await post('admin.setPlugin', globex, { plugin: 'orders', enabled: true })
    expect(await zones()).toBe(before)
  }, 30_000)
})
