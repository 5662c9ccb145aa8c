import { openDatabase, type Database } from '@tessera/database'
import { removeMember, setMember } from '@tessera/identity'
import { describeDatabases } from '@tessera/test-kit'
import { findTenant } from '@tessera/tenancy'
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { changedIn, listenTo, type LiveStream } from '../fixtures/live-stream.ts'
import { makeUser, signIn } from '../fixtures/make-user.ts'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'

const long = { timeout: 15_000 }

describeDatabases('live news', (open) => {
  let app: App
  let address: string
  let other: App
  let writer: Database
  let tenantId: string
  let key: string
  const streams: LiveStream[] = []

  const bearer = (own: string) => ({ authorization: `Bearer ${own}` })
  const listen = async (options: Parameters<typeof listenTo>[1] = {}) => {
    const stream = await listenTo(address, { headers: bearer(key), ...options })
    streams.push(stream)
    return stream
  }
  /** A stream that has told how things stand. */
  const listening = async (options: Parameters<typeof listenTo>[1] = {}) => {
    const stream = await listen(options)
    await expect.poll(() => stream.messages.length, long).toBeGreaterThan(0)
    return stream
  }
  const post = (to: App) =>
    to.fastify.inject({
      method: 'POST',
      url: '/api/v1/events',
      headers: bearer(key),
      payload: { events: [orderEvent('PL')] },
    })

  beforeAll(async () => {
    const database = await open()
    app = await startTestApp(database)
    address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    // why: an embedded database has one server
    other = database.kind === 'embedded' ? app : await startTestApp(await openDatabase({ url: database.url }))
    writer = await openDatabase({ url: database.url })
    tenantId = (await findTenant(database.owner, 'acme')).id
    key = await keyFor(app, 'acme', 'metrics:read', 'events:write', 'orders:correct')
    return async () => {
      await writer.close()
      if (other !== app) await other.close()
      await app.close()
    }
  })

  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close()
  })

  test('what any server, job or program writes is told with the metrics that read it', async () => {
    const stream = await listening()
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('content-encoding')).toBeNull()
    expect(changedIn(stream)).toEqual([])
    for (const write of [
      () => post(app),
      () => post(other),
      () =>
        writer.tenantTransaction(tenantId, (db) =>
          sql`update orders.orders set country = 'PT' where country = 'PL'`.execute(db),
        ),
    ]) {
      const before = stream.messages.length
      await write()
      await expect.poll(() => stream.messages.length, long).toBeGreaterThan(before)
    }
    expect(changedIn(stream)).toContain('orders.orders')
    expect(changedIn(stream)).not.toContain('any')
  })

  test('settings that were changed on any server are told to who asks for it', async () => {
    const [own, others] = [await listening(), await listen({ topics: ['settings.changed'] })]
    const both = await listening({ topics: ['settings.changed', 'metrics.changed'] })
    const told = (stream: LiveStream) => stream.messages.filter(({ topic }) => topic === 'settings.changed').length
    const cookie = await cookieFor(other.fastify, 'admin')
    const payload = { change: { mostListed: 7 } }
    const set = await other.fastify.inject({
      method: 'PATCH',
      url: '/api/v1/plugins/orders/settings',
      headers: { cookie },
      payload,
    })
    expect(set.statusCode).toBe(200)
    await expect.poll(() => [told(others), told(both)], long).toEqual([1, 1])
    expect(told(own)).toBe(0)
    expect(others.messages.every(({ topic }) => topic === 'settings.changed')).toBe(true)
  })

  test('tenants hear of themselves alone', async () => {
    const stranger = await listening({ headers: bearer(await keyFor(app, 'globex', 'metrics:read')) })
    const own = await listening()
    await post(app)
    await expect.poll(() => changedIn(own), long).toContain('orders.orders')
    expect(changedIn(stranger)).toEqual([])
  })

  test('who comes back hears at once whether anything changed meanwhile', async () => {
    let lastEventId = ''
    const back = async () => {
      const before = await listening()
      before.close()
      lastEventId = before.versions[0] ?? ''
      return changedIn(await listening({ lastEventId }))
    }
    // why: rollups of what was posted before are built in the background
    await expect.poll(back, long).toEqual([])
    await writer.tenantTransaction(tenantId, (db) => sql`delete from orders.orders`.execute(db))
    const after = await listening({ lastEventId })
    await expect.poll(() => changedIn(after).length, long).toBeGreaterThan(0)
  })

  test('it is refused as questions are', async () => {
    const refusal = async (options: Parameters<typeof listenTo>[1]) => {
      const stream = await listen(options)
      await expect.poll(() => stream.isOver(), long).toBe(true)
      return stream.problem()
    }
    expect(await refusal({ headers: {} })).toBe('signed_out')
    expect(await refusal({ headers: bearer(`tsk_${'0'.repeat(12)}_${'a'.repeat(43)}`) })).toBe('key_invalid')
    expect(await refusal({ headers: bearer(await keyFor(app, 'acme', 'events:write')) })).toBe('scope_missing')
    expect(await refusal({ topics: ['orders.nothing'] })).toBe('topic_unknown')
    expect(await refusal({ input: { topics: [] } })).toBe('input_invalid')
  })

  test('a stream ends with the refusal that a new one would get, also one that a plugin serves', async () => {
    const { owner } = app.services.database
    const own = await keyFor(app, 'acme', 'metrics:read', 'orders:correct')
    const ofCore = await listening({ headers: bearer(own) })
    const ofPlugin = await listening({ headers: bearer(own), path: 'plugins.orders.inside.stay', input: null })
    const bystander = await listening()
    const prefix = own.slice(4, 16)
    await sql`update auth.api_key set "revokedAt" = now() where prefix = ${prefix}`.execute(owner)
    await expect.poll(() => [ofCore.problem(), ofPlugin.problem()], long).toEqual(['key_invalid', 'key_invalid'])
    await expect.poll(() => [ofCore.isOver(), ofPlugin.isOver()], long).toEqual([true, true])
    expect(bystander.isOver()).toBe(false)
  })

  test('it ends where the plugin is switched off, and where the session is over', async () => {
    const cookie = await cookieFor(app.fastify, 'admin')
    const ofPlugin = await listening({ headers: { cookie }, path: 'plugins.orders.inside.stay', input: null })
    const ofCore = await listening({ headers: { cookie } })
    const setPlugin = (enabled: boolean) =>
      app.fastify.inject({
        method: 'POST',
        url: '/api/trpc/admin.setPlugin',
        headers: { cookie },
        payload: { plugin: 'orders', enabled },
      })
    expect((await setPlugin(false)).statusCode).toBe(200)
    await expect.poll(() => ofPlugin.problem(), long).toBe('plugin_disabled')
    expect(ofCore.isOver()).toBe(false)
    await setPlugin(true)
    await app.fastify.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie }, payload: {} })
    await expect.poll(() => ofCore.problem(), long).toBe('signed_out')
  })

  test('it ends where the role gives the right no more, and where the membership is over', async () => {
    const { owner } = app.services.database
    const person = await makeUser(app, 'acme', 'editor')
    const { cookie } = await signIn(app, person, '203.0.113.9')
    const ofEditors = await listening({ headers: { cookie }, path: 'plugins.orders.inside.stay', input: null })
    const ofViewers = await listening({ headers: { cookie } })
    const bystander = await listening()
    await setMember(owner, { tenantId, userId: person.id, role: 'viewer' })
    await expect.poll(() => ofEditors.problem(), long).toBe('scope_missing')
    await expect.poll(() => ofEditors.isOver(), long).toBe(true)
    expect(ofViewers.isOver()).toBe(false)
    await removeMember(owner, { tenantId, member: person.id, keysTo: null })
    await expect.poll(() => ofViewers.problem(), long).toBe('signed_out')
    await expect.poll(() => ofViewers.isOver(), long).toBe(true)
    expect(bystander.isOver()).toBe(false)
  })

  test('every one of a hundred streams hears of every change, or of a later one', async () => {
    const keys = await Promise.all([key, keyFor(app, 'acme', 'metrics:read')])
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, n) => listening({ headers: bearer(keys[n % 2] ?? '') })),
    )
    for (let change = 0; change < 3; change += 1) {
      const before = all.map(({ messages }) => messages.length)
      expect((await post(app)).statusCode).toBe(200)
      const heard = () => all.filter((stream, n) => stream.messages.length > (before[n] ?? 0)).length
      await expect.poll(heard, long).toBe(all.length)
    }
    const [first] = all
    const agreeing = () => all.filter(({ versions }) => versions.at(-1) === first?.versions.at(-1)).length
    await expect.poll(agreeing, long).toBe(all.length)
    const named = (stream: LiveStream) => changedIn(stream).some((id) => id === 'orders.orders' || id === 'any')
    expect(all.filter(named)).toHaveLength(all.length)
  })
})

describeDatabases('bounds of live news', (open) => {
  test('too many streams are refused with a code, and a server that stops ends them at once', async () => {
    const app = await startTestApp(await open(), { env: { TESSERA_LIVE_CONNECTIONS: '4' } })
    const address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const headersOf = async (slug: string) => ({ authorization: `Bearer ${await keyFor(app, slug, 'metrics:read')}` })
    const acme = await headersOf('acme')
    const streams = [await listenTo(address, { headers: acme }), await listenTo(address, { headers: acme })]
    expect(streams.map(({ status }) => status)).toEqual([200, 200])
    const refused = await fetch(`${address}/api/trpc/live.listen?input={"topics":["metrics.changed"]}`, {
      headers: acme,
    })
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('30')
    expect(await refused.text()).toContain('live_full_for_tenant')
    streams[0]?.close()
    await expect
      .poll(
        async () => {
          const again = await listenTo(address, { headers: acme })
          streams.push(again)
          return again.status
        },
        { timeout: 10_000 },
      )
      .toBe(200)
    const begun = performance.now()
    await app.close()
    expect(performance.now() - begun).toBeLessThan(8_000)
    await expect.poll(() => streams.every(({ isOver }) => isOver())).toBe(true)
  })
})
