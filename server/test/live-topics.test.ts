import { connect, type Socket } from 'node:net'
import { openDatabase } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import pg from 'pg'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { listenTo, type LiveStream } from '../fixtures/live-stream.ts'
import { keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'

const long = { timeout: 15_000 }

describeDatabases('news of plugins', (open, kind) => {
  let app: App
  let other: App
  let address: string
  let key: string
  const streams: LiveStream[] = []

  const bearer = (own: string) => ({ authorization: `Bearer ${own}` })
  const listen = async (own = key, topics: readonly string[] = ['orders.moved']) => {
    const stream = await listenTo(address, { headers: bearer(own), topics })
    streams.push(stream)
    return stream
  }
  const tell = (on: App, input: object, own = key) =>
    on.fastify.inject({ method: 'POST', url: '/api/trpc/plugins.orders.tell', headers: bearer(own), payload: input })

  beforeAll(async () => {
    const database = await open()
    app = await startTestApp(database)
    address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    // why: an embedded database has one server
    other = database.kind === 'embedded' ? app : await startTestApp(await openDatabase({ url: database.url }))
    key = await keyFor(app, 'acme', 'metrics:read', 'orders:correct')
    return async () => {
      if (other !== app) await other.close()
      await app.close()
    }
  })

  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close()
  })

  test('are heard on every server by who listens in the tenant and has the right, and by nobody else', async () => {
    const own = await listen()
    const both = await listen(key, ['orders.moved', 'metrics.changed'])
    const stranger = await listen(await keyFor(app, 'globex', 'metrics:read', 'orders:correct'))
    const unable = await listen(await keyFor(app, 'acme', 'metrics:read'))
    await expect.poll(() => unable.problem(), long).toBe('scope_missing')
    for (const [index, server] of [app, other].entries()) {
      const country = `A${index}`
      // why: a server hears of others once its connection for that is there
      const told = async () => {
        expect((await tell(server, { country })).statusCode).toBe(200)
        return own.messages.filter(({ data }) => (data as { country: string }).country === country).length > 0
      }
      await expect.poll(told, { ...long, interval: 500 }).toBe(true)
    }
    expect(own.messages[0]).toEqual({ topic: 'orders.moved', data: { country: 'A0' } })
    expect(both.messages.map(({ topic }) => topic)).toContain('orders.moved')
    expect(stranger.messages).toEqual([])
  })

  test.skipIf(kind === 'embedded')(
    'are neither heard nor forged by a login that does not know the secret',
    async () => {
      const stranger = new pg.Client({ connectionString: app.services.database.url })
      await stranger.connect()
      const heard: string[] = []
      stranger.on('notification', ({ payload }) => heard.push(payload ?? ''))
      const own = await listen()
      const { rows } = await app.services.database.pool.query<{ id: string }>(
        `select tenant_id as id from core.tenants where slug = 'acme'`,
      )
      const tenant = rows[0]?.id
      await stranger.query('listen tessera_live')
      const forged = { from: 'x', tenantId: tenant, topic: 'orders.moved', data: { country: 'forged' } }
      await stranger.query('select pg_notify($1, $2)', ['tessera_live', JSON.stringify(forged)])
      expect((await tell(other, { country: 'NL' })).statusCode).toBe(200)
      await expect.poll(() => own.messages.length, long).toBe(1)
      await stranger.query('select 1')
      expect([heard, own.messages[0]?.data]).toEqual([[JSON.stringify(forged)], { country: 'NL' }])
      await stranger.end()
    },
  )

  test('are refused inside a transaction, in another shape and when they are long', async () => {
    const codeOf = async (input: object) => {
      const answer = await tell(app, input)
      return [answer.statusCode, answer.body]
    }
    const sent = await listen()
    expect((await codeOf({ country: 'PL', inside: true }))[0]).toBe(500)
    expect((await codeOf({ country: 'x'.repeat(7_000) }))[0]).toBe(500)
    await tell(app, { country: 'PL' })
    await expect.poll(() => sent.messages.length, long).toBe(1)
  })

  test('a listener that does not read is cut off while little waits for it, and comes back to all anew', async () => {
    const { port, hostname } = new URL(address)
    const accepted = new Promise<Socket>((done) => app.fastify.server.once('connection', done))
    const socket = connect(Number(port), hostname)
    const ofServer = await accepted
    const closed = new Promise((over) => socket.once('close', over))
    const topics = ['orders.moved', 'metrics.changed']
    const input = encodeURIComponent(JSON.stringify({ topics }))
    socket.on('error', () => {})
    socket.write(
      `GET /api/trpc/live.listen?input=${input} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${key}\r\naccept: text/event-stream\r\n\r\n`,
    )
    let text = ''
    while (!/^id: .+$/m.test(text)) text += String(await new Promise((answered) => socket.once('data', answered)))
    socket.pause()
    const lastEventId = /^id: (.+?)\r?$/m.exec(text)?.[1] ?? ''
    let held = 0
    // why: what the two systems hold for a socket is megabytes
    for (let round = 0; round < 60 && !ofServer.destroyed; round += 1) {
      await tell(app, { country: 'y'.repeat(6_000), times: 50 })
      held = Math.max(held, ofServer.writableLength)
    }
    expect(ofServer.destroyed).toBe(true)
    expect(held).toBeLessThan(1024 * 1024)
    const events = [orderEvent('PL')]
    const headers = bearer(await keyFor(app, 'acme', 'events:write'))
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload: { events } })
    socket.resume()
    await closed
    const again = await listenTo(address, { headers: bearer(key), topics, lastEventId })
    streams.push(again)
    await expect.poll(() => again.messages.length, long).toBeGreaterThan(0)
    expect(again.messages[0]).toMatchObject({ topic: 'metrics.changed', data: { metrics: null } })
    await tell(app, { country: 'PL' })
    await expect.poll(() => again.messages.some(({ topic }) => topic === 'orders.moved'), long).toBe(true)
  })
})
