import { connect } from 'node:net'
import { openDatabase } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { listenTo, type LiveStream } from '../fixtures/live-stream.ts'
import { keyFor, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'

const long = { timeout: 15_000 }

describeDatabases('news of plugins', (open) => {
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

  test('a listener that does not read is cut off, and the server goes on', async () => {
    const { port, hostname } = new URL(address)
    const socket = connect(Number(port), hostname)
    const closed = new Promise((over) => socket.once('close', over))
    const input = encodeURIComponent(JSON.stringify({ topics: ['orders.moved'] }))
    socket.write(
      `GET /api/trpc/live.listen?input=${input} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${key}\r\naccept: text/event-stream\r\n\r\n`,
    )
    await new Promise((answered) => socket.once('data', answered))
    socket.pause()
    const state = { isCut: false }
    socket.on('error', () => {})
    void closed.then(() => (state.isCut = true))
    // why: what the two systems hold for a socket is megabytes
    for (let round = 0; round < 60 && !state.isCut; round += 1) {
      await tell(app, { country: 'y'.repeat(6_000), times: 50 })
      const connected = await new Promise<number>((done, fail) =>
        app.fastify.server.getConnections((error, count) => (error ? fail(error) : done(count))),
      )
      if (connected === 0) break
    }
    socket.resume()
    await closed
    const again = await listen()
    await tell(app, { country: 'PL' })
    await expect.poll(() => again.messages.length, long).toBeGreaterThan(0)
  })
})
