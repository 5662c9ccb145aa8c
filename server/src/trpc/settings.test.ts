import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { findTenant } from '@tessera/tenancy'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const path = '/api/v1/plugins/orders/settings'

describeOneDatabase('settings of plugins over HTTP', (open) => {
  let app: App
  let admin: Readonly<Record<string, string>>
  let viewer: Readonly<Record<string, string>>
  let globex: Readonly<Record<string, string>>
  beforeAll(async () => {
    app = await startTestApp(await open())
    admin = { cookie: await cookieFor(app.fastify, 'admin') }
    viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    globex = { authorization: `Bearer ${await keyFor(app, 'globex', 'metrics:read', 'admin')}` }
    return () => app.close()
  })

  const change = (headers: Readonly<Record<string, string>>, payload: object) =>
    app.fastify.inject({ method: 'PATCH', url: path, headers, payload })
  const largest = async (headers: Readonly<Record<string, string>>) =>
    (await app.fastify.inject({ url: '/trpc/plugins.orders.mostListed', headers })).json<{
      result: { data: number }
    }>().result.data

  test('count from the next request of the tenant on, for everybody there and nobody else', async () => {
    expect([await largest(viewer), await largest(globex)]).toEqual([50, 50])
    const changed = await change(admin, { change: { mostListed: 7 } })
    expect(changed.json()).toMatchObject({ plugin: 'orders', values: { mostListed: 7 }, own: ['mostListed'] })
    expect([await largest(viewer), await largest(globex)]).toEqual([7, 50])
    expect((await app.fastify.inject({ url: path, headers: admin })).json()).toMatchObject({
      values: { mostListed: 7 },
    })
    expect((await app.fastify.inject({ url: path, headers: globex })).json()).toMatchObject({ own: [] })
  })

  test('are for admins, and refused with what is wrong', async () => {
    expect((await change(viewer, { change: { mostListed: 1 } })).json()).toMatchObject({ code: 'scope_missing' })
    expect((await change({}, { change: { mostListed: 1 } })).json()).toMatchObject({ code: 'signed_out' })
    expect((await change(admin, { change: { mostListed: 0 } })).json()).toMatchObject({
      status: 422,
      code: 'settings_invalid',
    })
    const none = await app.fastify.inject({ url: '/api/v1/plugins/fragile/settings', headers: admin })
    expect(none.json()).toMatchObject({ status: 404 })
  })

  test('take secrets, and answer when and by whom they were set and never what they are', async () => {
    const value = 'tok-of-acme-5d1f'
    const set = await change(admin, { change: { apiToken: ` ${value}\n` } })
    expect(set.json()).toMatchObject({ values: { mostListed: 7 }, own: ['mostListed'] })
    expect(set.json<{ secrets: object }>().secrets).toMatchObject({
      apiToken: { setBy: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    })
    const answers = [
      set.body,
      (await app.fastify.inject({ url: path, headers: admin })).body,
      (
        await app.fastify.inject({
          url: '/trpc/admin.settings?input=%7B%22plugin%22%3A%22orders%22%7D',
          headers: admin,
        })
      ).body,
      (
        await app.fastify.inject({
          url: `/trpc/admin.settingsChanges?input=${encodeURIComponent('{"plugin":"orders"}')}`,
          headers: admin,
        })
      ).body,
    ]
    for (const answer of answers) expect(answer).not.toContain(value)
    expect(answers[3]).toContain('"changed":{"apiToken":"set"}')
    const others = (await app.fastify.inject({ url: path, headers: globex })).json<{ secrets: object }>()
    expect(others.secrets).toEqual({})
    expect((await change(viewer, { change: { apiToken: 'x' } })).json()).toMatchObject({ code: 'scope_missing' })
    expect((await change(admin, { change: { apiToken: '' } })).json()).toMatchObject({ code: 'settings_invalid' })
    const contract = app.services.registry.plugin('orders')?.contract
    const tenant = await findTenant(app.services.database.owner, 'acme')
    expect(contract && (await app.services.vault.read(tenant.id, contract, 'apiToken'))).toBe(value)
    expect((await change(admin, { change: { apiToken: null } })).json()).toMatchObject({ secrets: {} })
  })

  test('keep who changed them', async () => {
    const { result } = (
      await app.fastify.inject({
        url: `/trpc/admin.settingsChanges?input=${encodeURIComponent('{"plugin":"orders"}')}`,
        headers: admin,
      })
    ).json<{ result: { data: { changedBy: string | null; changed: object }[] } }>()
    const [, , first] = result.data
    expect(first).toMatchObject({ changed: { mostListed: 7 } })
    expect(first?.changedBy).toMatch(/^[0-9a-f-]{36}$/)
  })
})
