import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describeDatabases } from '@tessera/test-kit'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { findTenant } from '@tessera/tenancy'

const megabyte = 1024 * 1024

describeDatabases('admission of events', (open) => {
  let app: App
  let port = 0
  const keys: Record<string, string> = {}
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    app = await startTestApp(await open(), { env: { TESSERA_INGEST_MB: '64', TESSERA_REQUESTS_PER_MINUTE: '0' } })
    for (const slug of ['acme', 'globex', 'initech']) {
      keys[slug] = await keyFor(app, slug, 'events:write', 'metrics:read')
      ids[slug] = (await findTenant(app.services.database.owner, slug)).id
    }
    await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    port = (app.fastify.server.address() as AddressInfo).port
    return () => app.close()
  })

  const headOf = (slug: string, more: string) =>
    `POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${keys[slug] ?? slug}\r\n` +
    `Content-Type: application/json\r\n${more}\r\n\r\n`

  /** Sends the head of a request alone, and answers what came back and how to go on. */
  const begin = (slug: string, more: string) => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.on('data', (chunk) => (said += chunk.toString()))
    socket.on('error', () => {})
    socket.write(headOf(slug, more))
    const heard = async (text: string) => {
      while (!said.includes(text)) await once(socket, 'data')
      return said
    }
    return { socket, heard }
  }
  /** Takes room and keeps it, as a sender does who has begun a body; resolves when the server has heard of it. */
  const hold = (slug: string, bytes: number) => app.services.ingestor.admit(ids[slug] ?? slug, bytes)

  const post = (slug: string, events: readonly object[]) =>
    app.fastify.inject({
      method: 'POST',
      url: '/api/v1/events',
      headers: { authorization: `Bearer ${keys[slug]}` },
      payload: { events },
    })

  test('a tenant over its share is refused before its body is sent, and others are not', async () => {
    const held = [hold('acme', 15 * megabyte), hold('acme', 0.9 * megabyte)]
    const { socket, heard } = begin('acme', `Content-Length: ${megabyte}`)
    const said = await heard('\r\n\r\n')
    expect(said).toMatch(/^HTTP\/1.1 429 /)
    expect(said).toMatch(/retry-after: \d+\r\n/)
    expect(await heard('events_waiting')).toContain('send again in')
    socket.destroy()
    expect((await post('globex', [orderEvent('DE')])).json<IngestResult>().accepted).toBe(1)
    for (const place of held) place.leave()
    expect((await post('acme', [orderEvent('DE')])).json<IngestResult>().accepted).toBe(1)
  })

  test('a body that does not say how large it is counts as the largest', async () => {
    const held = hold('acme', megabyte)
    const { socket, heard } = begin('acme', 'Transfer-Encoding: chunked')
    expect(await heard('\r\n\r\n')).toMatch(/^HTTP\/1.1 429 /)
    socket.destroy()
    held.leave()
  })

  test('when everything is taken the server says so to all, and asking again later helps', async () => {
    const held = ['acme', 'globex', 'initech', 'fourth'].map((slug) => hold(slug, 16 * megabyte))
    const { socket, heard } = begin('globex', 'Content-Length: 100')
    expect(await heard('\r\n\r\n')).toMatch(/^HTTP\/1.1 429 /)
    socket.destroy()
    held[1]?.leave()
    const other = hold('fifth', 16 * megabyte)
    const refused = await post('globex', [orderEvent('DE')])
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect(refused.json()).toMatchObject({ code: 'ingestion_full' })
    for (const place of [...held, other]) place.leave()
    expect((await post('globex', [orderEvent('DE')])).statusCode).toBe(200)
  })

  test('who may not post is told so before the body is sent', async () => {
    const stranger = begin('tsk_nobody_nothing', `Content-Length: ${15 * megabyte}`)
    expect(await stranger.heard('\r\n\r\n')).toMatch(/^HTTP\/1.1 401 /)
    stranger.socket.destroy()
    const huge = begin('acme', `Content-Length: ${17 * megabyte}`)
    expect(await huge.heard('\r\n\r\n')).toMatch(/^HTTP\/1.1 413 /)
    huge.socket.destroy()
  })

  test('a sender that leaves half-way gives its room back', async () => {
    const { socket } = begin('acme', `Content-Length: ${15 * megabyte}`)
    socket.write('{"events":[')
    // why: the room is taken once the head was read; until then the probe below succeeds and gives back
    const isTaken = () => {
      try {
        hold('acme', 15 * megabyte).leave()
        return false
      } catch {
        return true
      }
    }
    const turn = () => new Promise<void>((done) => setImmediate(done))
    while (!isTaken()) await turn()
    socket.destroy()
    while (isTaken()) await turn()
    expect((await post('acme', [orderEvent('DE')])).json<IngestResult>().accepted).toBe(1)
  })

  test(
    'many full batches at once are stored exactly, and another tenant is answered meanwhile',
    { timeout: 120_000 },
    async () => {
      const view = (index: number) => ({
        id: `view-${index}`,
        event: 'page.viewed',
        timestamp: '2026-10-01T08:30:00Z',
        properties: { path: '/', index },
      })
      // why: each batch shares half of its events with the one before
      const batches = Array.from({ length: 6 }, (_, batch) =>
        Array.from({ length: maxBatch / 5 }, (__, index) => view(batch * (maxBatch / 10) + index)),
      )
      const flood = Promise.all(batches.map((events) => post('initech', events)))
      const small = await post('globex', [orderEvent('FR')])
      expect(small.statusCode).toBe(200)
      const answers = (await flood).map((response) => response.json<IngestResult>())
      const sum = answers.reduce((total, { accepted }) => total + accepted, 0)
      expect(sum).toBe((maxBatch / 10) * 7)
      for (const { accepted, duplicate, rejected } of answers) {
        expect(accepted + duplicate).toBe(maxBatch / 5)
        expect(rejected).toEqual([])
      }
      const { rows } = await app.services.database.pool.query<{ n: number }>(
        `select count(*)::int as n from core.events where tenant_id = $1 and event = 'page.viewed'`,
        [ids['initech']],
      )
      expect(rows).toEqual([{ n: sum }])
    },
  )
})
