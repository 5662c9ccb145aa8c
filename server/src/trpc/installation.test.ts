import { createTenant } from '@tessera/tenancy'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { makeUser, signIn } from '../../fixtures/make-user.ts'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import type { InstallationJobs } from './installation-router.ts'

type Headers = Readonly<Record<string, string>>

describeOneDatabase('jobs of the whole installation', (open) => {
  let app: App
  let operator: Headers
  beforeAll(async () => {
    app = await startTestApp(await open())
    operator = { cookie: await cookieFor(app.fastify, 'admin') }
    return () => app.close()
  })

  const post = (name: string, headers: Headers, payload: object) =>
    app.fastify.inject({ method: 'POST', url: `/trpc/installation.${name}`, headers, payload })
  const ask = (headers: Headers) => app.fastify.inject({ url: '/trpc/installation.jobs', headers })
  const shown = async (headers: Headers) =>
    (await ask(headers)).json<{ result: { data: InstallationJobs } }>().result.data
  const latest = async () => (await shown(operator)).jobs[0]?.runs[0]

  test('are shown with their schedule and run by who is an admin in every tenant', async () => {
    expect(await shown(operator)).toMatchObject({
      isOperator: true,
      jobs: [{ id: 'orders.tally', title: 'Tally all shops', schedule: { cron: '30 2 * * 0', zone: 'UTC' }, runs: [] }],
    })
    const run = await post('run', operator, { job: 'orders.tally' })
    const { run: id } = run.json<{ result: { data: { run: string } } }>().result.data
    await expect.poll(async () => (await latest())?.state, { timeout: 20_000 }).toBe('done')
    expect(await latest()).toMatchObject({ id, tenantId: null, attempts: 1, progress: 1, note: '3 tenants counted' })
    const audit = await app.fastify.inject({ url: '/api/v1/audit', headers: operator })
    expect(audit.body).toContain('core.installation_job_run')
  }, 30_000)

  test('that fail say why', async () => {
    await app.services.jobs.enqueue('orders.tally', { input: { fail: true } })
    await expect.poll(async () => (await latest())?.state, { timeout: 20_000 }).toBe('failed')
    expect(await latest()).toMatchObject({ attempts: 1, error: 'a shop could not be counted' })
  }, 30_000)

  test('can be cancelled, runs of tenants cannot', async () => {
    const after = new Date(Date.now() + 3_600_000)
    const run = await app.services.jobs.enqueue('orders.tally', { after })
    expect((await post('cancel', operator, { run })).statusCode).toBe(200)
    expect(await latest()).toMatchObject({ id: run, state: 'cancelled' })
    const { rows } = await app.services.database.pool.query<{ id: string }>(
      `select tenant_id as id from core.tenants where slug = 'acme'`,
    )
    const tenantId = rows[0]?.id ?? ''
    const foreign = await app.services.jobs.enqueue('orders.tidy', { tenantId, after })
    expect((await post('cancel', operator, { run: foreign })).body).toContain('job_run_unknown')
    expect((await post('run', operator, { job: 'orders.tidy' })).body).toContain('job_unknown')
  }, 30_000)

  test('are hidden from keys, from viewers, and from admins of one tenant alone', async () => {
    const key = { authorization: `Bearer ${await keyFor(app, 'acme', 'admin')}` }
    expect(await shown(key)).toEqual({ isOperator: false, jobs: [] })
    expect((await post('run', key, { job: 'orders.tally' })).body).toContain('operator_only')
    expect((await ask({ cookie: await cookieFor(app.fastify, 'viewer') })).statusCode).toBe(403)
    await createTenant(app.services.database, { slug: 'newcomer', name: 'Newcomer' })
    expect(await shown(operator)).toEqual({ isOperator: false, jobs: [] })
    expect((await post('cancel', operator, { run: crypto.randomUUID() })).body).toContain('operator_only')
    const own = await signIn(app, await makeUser(app, 'newcomer', 'admin'), '192.0.2.7')
    expect(await shown({ cookie: own.cookie })).toEqual({ isOperator: false, jobs: [] })
  }, 30_000)
})
