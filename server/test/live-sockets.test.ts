import { removeMember, setMember } from '@tessera/identity'
import { findTenant } from '@tessera/tenancy'
import { describeDatabases } from '@tessera/test-kit'
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { openSocket, refusalOf, type LiveSocket } from '../fixtures/live-socket.ts'
import { makeUser, signIn } from '../fixtures/make-user.ts'
import { rawExchange } from '../fixtures/raw-exchange.ts'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'

const long = { timeout: 15_000 }
const figures = { topics: ['metrics.changed'] }
const both = { topics: ['metrics.changed', 'orders.moved'] }

describeDatabases('live news on WebSockets', (open) => {
  let app: App
  let address: string
  let key: string
  const sockets: LiveSocket[] = []

  const bearer = (own: string) => ({ authorization: `Bearer ${own}` })
  const connect = async (headers: Readonly<Record<string, string>> = bearer(key)) => {
    const socket = await openSocket(address, headers)
    sockets.push(socket)
    return socket
  }
  const heard = (socket: LiveSocket, id = 1) =>
    socket.messages(id).map(({ topic, data }) => JSON.stringify([topic, data]))
  const listening = async (headers?: Readonly<Record<string, string>>, input: object = both) => {
    const socket = await connect(headers)
    socket.ask(1, 'live.listen', input)
    await expect.poll(() => socket.messages(1).length, long).toBe(1)
    return socket
  }
  const tell = (input: object) =>
    app.fastify.inject({ method: 'POST', url: '/api/trpc/plugins.orders.tell', headers: bearer(key), payload: input })

  beforeAll(async () => {
    app = await startTestApp(await open())
    address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    key = await keyFor(app, 'acme', 'metrics:read', 'events:write', 'orders:correct')
    return () => app.close()
  })

  afterEach(() => {
    for (const { client } of sockets.splice(0)) client.terminate()
  })

  test('are those of the stream, of the own tenant alone', async () => {
    const own = await listening()
    const stranger = await listening(bearer(await keyFor(app, 'globex', 'metrics:read', 'orders:correct')))
    // why: what the start wrote may be told with the first change, as one that names no metric
    const told = async () => {
      const payload = { events: [orderEvent('PL')] }
      await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: bearer(key), payload })
      return heard(own).join()
    }
    await expect.poll(told, { ...long, interval: 500 }).toContain('orders.orders')
    await tell({ country: 'PL' })
    await expect.poll(() => heard(own), long).toContain('["orders.moved",{"country":"PL"}]')
    expect(heard(stranger).join()).not.toContain('orders.')
    own.ask(2, 'live.listen', { ...both, lastEventId: 'long ago' })
    await expect.poll(() => own.messages(2)[0]?.data, long).toMatchObject({ metrics: null })
  })

  test('a page of another site is refused, and the own pages are not', async () => {
    const cookie = await cookieFor(app.fastify, 'viewer')
    for (const headers of [
      { cookie, origin: 'https://evil.example' },
      { cookie, origin: 'null' },
      { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { cookie, 'sec-fetch-site': 'same-site' },
    ])
      expect(await refusalOf(address, headers)).toEqual([403, 'cross_site'])
    const own = await listening({ cookie, origin: address }, figures)
    expect(own.messages(1)[0]?.topic).toBe('metrics.changed')
  })

  test('are refused as questions are', async () => {
    expect(await refusalOf(address, {})).toEqual([401, 'signed_out'])
    expect(await refusalOf(address, bearer('tsk_wrong'))).toEqual([401, 'key_invalid'])
    expect((await refusalOf(address, { ...bearer(key), host: 'evil.example' }))[1]).toBe('host_unknown')
    const socket = await connect(bearer(await keyFor(app, 'acme', 'metrics:read')))
    socket.ask(1, 'live.listen', { topics: ['orders.nothing'] })
    socket.ask(2, 'live.listen', { topics: [] })
    socket.ask(3, 'plugins.orders.inside.stay', null)
    const call = (id: number, method: string, path: string) => socket.send({ id, method, params: { path, input: {} } })
    call(4, 'query', 'metrics.list')
    call(5, 'mutation', 'admin.setPlugin')
    call(6, 'mutation', 'plugins.orders.tell')
    const problems = () => [1, 2, 3, 4, 5, 6].map(socket.problem)
    const unknown = 'not_found'
    await expect
      .poll(problems, long)
      .toEqual(['topic_unknown', 'input_invalid', 'scope_missing', unknown, unknown, unknown])
  })

  test('a subscription ends with the refusal that a new one would get, and a new one gets it', async () => {
    const { owner } = app.services.database
    const own = await keyFor(app, 'acme', 'metrics:read', 'orders:correct')
    const socket = await listening(bearer(own))
    const bystander = await listening()
    await sql`update auth.api_key set "revokedAt" = now() where prefix = ${own.slice(4, 16)}`.execute(owner)
    await expect.poll(() => socket.problem(1), long).toBe('key_invalid')
    socket.ask(2, 'live.listen', both)
    await expect.poll(() => socket.problem(2), long).toBe('key_invalid')
    expect(bystander.problem(1)).toBeNull()
  })

  test('a right and a membership taken end what rested on them', async () => {
    const { owner } = app.services.database
    const { id: tenantId } = await findTenant(owner, 'acme')
    const person = await makeUser(app, 'acme', 'editor')
    const { cookie } = await signIn(app, person, '203.0.113.10')
    const socket = await listening({ cookie }, figures)
    socket.ask(2, 'plugins.orders.inside.stay', null)
    await expect.poll(() => socket.replies.filter(({ id }) => id === 2).length, long).toBe(2)
    await setMember(owner, { tenantId, userId: person.id, role: 'viewer' })
    await expect.poll(() => socket.problem(2), long).toBe('scope_missing')
    expect(socket.problem(1)).toBeNull()
    await removeMember(owner, { tenantId, member: person.id, keysTo: null })
    await expect.poll(() => socket.problem(1), long).toBe('signed_out')
  })

  test('who sends too much is sent away', async () => {
    const large = await connect()
    large.ask(1, 'live.listen', { topics: ['x'.repeat(20_000)] })
    await expect.poll(large.closed, long).toBe(1009)
    const many = await connect()
    for (let id = 1; id <= 60; id += 1) many.stop(id)
    await expect.poll(many.closed, long).toBe(1008)
    const batch = await connect()
    batch.client.send(JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, method: 'subscription.stop' }))))
    await expect.poll(batch.closed, long).toBe(1008)
    const deep = await connect()
    deep.client.send(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
    await expect.poll(() => deep.replies[0]?.error?.data.problem.code, long).toBe('body_too_deep')
  })

  test('one that does not read is cut off while little waits for it', async () => {
    const socket = await listening()
    socket.client.pause()
    const left = () => new Promise<number>((done) => app.fastify.server.getConnections((_, count) => done(count)))
    const before = await left()
    for (let round = 0; round < 60 && (await left()) >= before; round += 1)
      await tell({ country: 'y'.repeat(6_000), times: 50 })
    expect(await left()).toBeLessThan(before)
    socket.client.resume()
    await expect.poll(socket.closed, long).toBe(1006)
    const again = await listening()
    await tell({ country: 'PL' })
    await expect.poll(() => heard(again), long).toContain('["orders.moved",{"country":"PL"}]')
  })

  test('a request for another protocol is answered as without it, and one of the procedures without a socket is not found', async () => {
    const plain = await fetch(`${address}/api/trpc`, { headers: bearer(key) })
    expect(plain.status).toBe(404)
    const { status } = await rawExchange(
      address,
      'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
    )
    expect(status).toBe(200)
    const elsewhere = await rawExchange(
      address,
      'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    )
    expect(elsewhere.status).toBe(200)
  })
})

describeDatabases('bounds of WebSockets', (open) => {
  test('too many are refused with a code, one that is stopped leaves its place, and a server that stops ends them at once', async () => {
    const app = await startTestApp(await open(), { env: { TESSERA_LIVE_CONNECTIONS: '4' } })
    const address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'orders:correct')}` }
    const sockets = [await openSocket(address, headers), await openSocket(address, headers)] as const
    expect(await refusalOf(address, headers)).toEqual([503, 'live_full_for_tenant'])
    sockets[0].client.close()
    const again = async () => (await openSocket(address, headers).catch(() => null)) !== null
    await expect.poll(again, long).toBe(true)
    for (const id of [1, 2, 3]) sockets[1].ask(id, 'live.listen', { topics: ['metrics.changed'] })
    await expect.poll(() => [1, 2, 3].map(sockets[1].problem).filter(Boolean), long).toEqual(['live_full_for_tenant'])
    sockets[1].stop(1)
    sockets[1].stop(2)
    sockets[1].stop(3)
    for (let id = 4; id <= 10; id += 1) {
      const types = () => sockets[1].replies.flatMap((one) => (one.id === id ? (one.result?.type ?? one.error) : []))
      sockets[1].ask(id, 'live.listen', { topics: ['orders.moved'] })
      await expect.poll(types, long).toEqual(['started'])
      sockets[1].stop(id)
      await expect.poll(types, long).toEqual(['started', 'stopped'])
    }
    const begun = performance.now()
    await app.close()
    expect(performance.now() - begun).toBeLessThan(8_000)
    await expect.poll(sockets[1].closed).toBe(1006)
  })
})
