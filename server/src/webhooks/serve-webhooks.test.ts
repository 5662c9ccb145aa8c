import { createHmac } from 'node:crypto'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const token = 'tok-of-the-shop'

describeOneDatabase('webhooks over HTTP', (open) => {
  let app: App
  let path: string
  let admin: Readonly<Record<string, string>>
  let viewer: Readonly<Record<string, string>>
  const call = (headers: Readonly<Record<string, string>>, name: string, payload: object) =>
    app.fastify.inject({ method: 'POST', url: `/trpc/webhooks.${name}`, headers, payload })
  beforeAll(async () => {
    app = await startTestApp(await open())
    admin = { cookie: await cookieFor(app.fastify, 'admin') }
    viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    const settings = { url: '/api/v1/plugins/orders/settings', payload: { change: { apiToken: token } } }
    await app.fastify.inject({ method: 'PATCH', headers: admin, ...settings })
    const made = await call(admin, 'renew', { plugin: 'orders', webhook: 'placed' })
    path = made.json<{ result: { data: { path: string } } }>().result.data.path
    return () => app.close()
  })
  const send = (id: string, { raw = '{"country":"QX"}', key = token, url = path, more = {} } = {}) => {
    const signature = createHmac('sha256', key).update(raw).digest('hex')
    const headers = { 'content-type': 'application/json', 'x-delivery': id, 'x-signature': signature, ...more }
    return app.fastify.inject({ method: 'POST', url, headers, payload: raw })
  }
  const code = async (sending: ReturnType<typeof send>) => {
    const answer = await sending
    return [answer.statusCode, answer.json<{ code?: string }>().code]
  }
  const orders = async () =>
    (await app.fastify.inject({ url: '/api/orders/QX', headers: admin })).json<unknown[]>().length

  test('a signed delivery is taken at once, handled in the background, and taken once', async () => {
    const first = await send('d-1')
    expect([first.statusCode, first.json()]).toEqual([202, { accepted: true, repeated: false }])
    const again = await send('d-1')
    expect([again.statusCode < 203, again.json()]).toMatchObject([true, { accepted: true }])
    await expect.poll(orders, { timeout: 20_000 }).toBe(1)
    const listing = `/trpc/webhooks.list?input=${encodeURIComponent('{"plugin":"orders"}')}`
    const listed = async () =>
      (await app.fastify.inject({ url: listing, headers: admin })).json<{ result: { data: object[] } }>().result.data
    await expect.poll(async () => (await listed())[0], { timeout: 20_000 }).toMatchObject({ path, done: 1, waiting: 0 })
    const done = await send('d-1')
    expect([done.statusCode, done.json()]).toEqual([200, { accepted: true, repeated: true }])
    expect(await orders()).toBe(1)
  })

  test('everything else is refused with what is wrong, and by its address first', async () => {
    expect(await code(send('d-2', { key: 'other' }))).toEqual([401, 'webhook_unverified'])
    expect(await code(send('d-2', { url: `${path.slice(0, -43)}${'A'.repeat(43)}` }))).toEqual([404, 'webhook_unknown'])
    expect(await code(send('d-2', { url: `${path}x` }))).toEqual([404, 'webhook_unknown'])
    expect(await code(send('d-2', { url: path.replace('/orders/', '/fragile/') }))).toEqual([404, 'webhook_unknown'])
    expect(await code(send('d-2', { raw: `{"country":"${'x'.repeat(3000)}"}` }))).toEqual([413, 'webhook_too_large'])
    expect(await code(send('d-2', { raw: '{"country":' }))).toEqual([400, 'body_malformed'])
    expect(await code(send('d-2', { more: { 'content-encoding': 'gzip' } }))).toMatchObject([
      415,
      'encoding_unsupported',
    ])
    const empty = app.fastify.inject({ method: 'POST', url: path })
    expect((await empty).statusCode).toBe(401)
    expect((await app.fastify.inject({ url: path })).statusCode).toBe(405)
    const { rows } = await app.services.database.pool.query(
      `select count(*)::int as n from core.webhook_deliveries where delivery_id = 'd-2'`,
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  test('a plugin that is off for the tenant answers as an address that is not there', async () => {
    const turn = (enabled: boolean) =>
      app.fastify.inject({
        method: 'POST',
        url: '/trpc/admin.setPlugin',
        headers: admin,
        payload: { plugin: 'orders', enabled },
      })
    await turn(false)
    expect(await code(send('d-3'))).toEqual([404, 'webhook_unknown'])
    await turn(true)
    expect(await code(send('d-3'))).toEqual([202, undefined])
  })

  test('addresses are for admins, and their making is recorded', async () => {
    const refused = await call(viewer, 'renew', { plugin: 'orders', webhook: 'placed' })
    expect(refused.body).toContain('scope_missing')
    expect((await call(admin, 'renew', { plugin: 'orders', webhook: 'gone' })).body).toContain('webhook_undeclared')
    const audit = await app.fastify.inject({ url: '/api/v1/audit', headers: admin })
    expect(audit.body).toContain('core.webhook_renewed')
    expect(audit.body).not.toContain(path.split('/').at(-1))
  })

  test('they stand in no description of the REST paths', async () => {
    const document = await app.fastify.inject({ url: '/openapi.json' })
    expect(document.statusCode).toBe(200)
    expect(document.body).not.toContain('webhooks/')
  })
})
