import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import type { RightInfo } from './rights-router.ts'

type Headers = Readonly<Record<string, string>>

const right = 'orders:correct'

/** Doors of one plugin. The input is wrong on purpose: who may not call is told so, not what is wrong with the input. */
const doors = {
  'a query': { url: '/trpc/plugins.orders.list?input=17' },
  'a query in a batch': { url: '/trpc/plugins.orders.list,plugins.orders.list?batch=1&input={}' },
  'a mutation': { method: 'POST', url: '/trpc/plugins.orders.correct', payload: { no: 'sense' } },
  'a mutation by REST': { method: 'POST', url: '/api/orders/ZZ/correct', payload: { no: 'sense' } },
  'a subscription': { url: '/trpc/plugins.orders.inside.watch', headers: { accept: 'text/event-stream' } },
} as const

type Door = keyof typeof doors

describeOneDatabase('procedures of plugins stand behind a gate', (open) => {
  let app: App
  const callers: Record<string, Headers> = { nobody: {} }
  beforeAll(async () => {
    app = await startTestApp(await open())
    const bearer = async (slug: string, ...scopes: string[]) => ({
      authorization: `Bearer ${await keyFor(app, slug, ...scopes)}`,
    })
    for (const role of ['viewer', 'editor', 'admin'] as const)
      callers[role] = { cookie: await cookieFor(app.fastify, role) }
    callers['key to read'] = await bearer('acme', 'metrics:read')
    callers['key to send'] = await bearer('acme', 'events:write')
    callers['key of an admin'] = await bearer('acme', 'metrics:read', 'admin')
    callers['key to correct'] = await bearer('acme', right)
    callers['key elsewhere'] = await bearer('globex', 'metrics:read', 'admin', right)
    const admin = await bearer('globex', 'admin')
    const payload = { plugin: 'orders', enabled: false }
    await app.fastify.inject({ method: 'POST', url: '/trpc/admin.setPlugin', headers: admin, payload })
    return () => app.close()
  })

  const knock = async (caller: string, door: Door) => {
    const { headers = {}, ...request } = doors[door] as { headers?: Headers; url: string }
    const { body } = await app.fastify.inject({ ...request, headers: { ...headers, ...callers[caller] } })
    return /"code":"(\w+)"/.exec(body)?.[1] ?? body
  }

  const reads: readonly Door[] = ['a query', 'a query in a batch']
  const needsRight: readonly Door[] = ['a mutation', 'a mutation by REST', 'a subscription']

  describe.each([...reads, ...needsRight])('%s', (door) => {
    test.each([
      ['nobody', 'signed_out'],
      ['key to send', 'scope_missing'],
      ['key elsewhere', 'plugin_disabled'],
    ])('refuses %s with %s', async (caller, code) => {
      expect(await knock(caller, door)).toBe(code)
    })
  })

  test.each(
    needsRight.flatMap((door) => ['viewer', 'key to read', 'key of an admin'].map((who) => [door, who] as const)),
  )('%s needs its right: %s lacks it', async (door, caller) => {
    expect(await knock(caller, door)).toBe('scope_missing')
  })

  test.each(['editor', 'admin', 'key to correct'])('%s holds the right, and is told of the input', async (caller) => {
    expect(await knock(caller, 'a mutation')).toBe('input_invalid')
    expect(await knock(caller, 'a mutation by REST')).toBe('input_invalid')
    expect(await knock(caller, 'a subscription')).toContain('of acme')
  })

  test('a right of a plugin is no right to read metrics', async () => {
    expect(await knock('key to correct', 'a query')).toBe('scope_missing')
    expect(await knock('viewer', 'a query')).toBe('input_invalid')
  })

  test('who holds the right changes rows of the own tenant alone', async () => {
    const writer = { authorization: `Bearer ${await keyFor(app, 'acme', 'events:write')}` }
    const other = { authorization: `Bearer ${await keyFor(app, 'initech', 'events:write')}` }
    for (const headers of [writer, other]) {
      const payload = { events: [orderEvent('QQ')] }
      await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload })
    }
    const moved = await app.fastify.inject({
      method: 'POST',
      url: '/api/orders/QQ/correct',
      headers: callers['editor'] as Headers,
      payload: { to: 'QZ' },
    })
    expect(moved.json()).toEqual({ moved: 1 })
  })

  test('a body that may not be sent is left unread', async () => {
    const payload = { to: 'x'.repeat(60_000) }
    const send = (headers: Headers) =>
      app.fastify.inject({ method: 'POST', url: '/api/orders/ZZ/correct', headers, payload })
    expect((await send(callers['viewer'] as Headers)).json()).toMatchObject({ code: 'scope_missing' })
    expect((await send(callers['key elsewhere'] as Headers)).json()).toMatchObject({ code: 'plugin_disabled' })
    expect((await send(callers['editor'] as Headers)).statusCode).toBe(413)
  })

  test('rights are listed with what they are to the caller, while their plugin is enabled', async () => {
    const list = async (caller: string) => {
      const answer = await app.fastify.inject({ url: '/api/v1/rights', headers: callers[caller] as Headers })
      return answer.json<RightInfo[]>().find(({ id }) => id === right)
    }
    const shown = { plugin: 'orders', title: 'Correct orders' }
    expect(await list('viewer')).toMatchObject({ ...shown, held: false, givable: false })
    expect(await list('editor')).toMatchObject({ ...shown, held: true, givable: true })
    expect(await list('key to correct')).toMatchObject({ ...shown, held: true, givable: true })
    expect(await list('key of an admin')).toMatchObject({ ...shown, held: false, givable: false })
    expect(await list('key elsewhere')).toBeUndefined()
  })

  test('a key gets rights of plugins, never more than its maker holds', async () => {
    const make = async (caller: string, ...scopes: string[]) => {
      const headers = callers[caller] as Headers
      const answer = await app.fastify.inject({
        method: 'POST',
        url: '/api/v1/keys',
        headers,
        payload: { name: 'made', scopes },
      })
      return answer.json<{ readonly key: string; readonly code: string; readonly detail: string }>()
    }
    const { key } = await make('admin', right)
    expect(await bearerSession(key)).toEqual([right])
    expect((await make('key of an admin', right)).code).toBe('scope_missing')
    expect((await make('editor', right)).code).toBe('scope_missing')
    const unknown = await make('admin', 'orders:corect')
    expect(unknown.code).toBe('scope_unknown')
    expect(unknown.detail).toMatch(/choose from metrics:read, .*orders:correct/)
    expect((await make('key elsewhere', right)).code).toBe('plugin_disabled')
  })

  const bearerSession = async (key: string) => {
    const me = await app.fastify.inject({ url: '/trpc/session.me', headers: { authorization: `Bearer ${key}` } })
    return me.json<{ result: { data: { scopes: string[] } } }>().result.data.scopes
  }
})
