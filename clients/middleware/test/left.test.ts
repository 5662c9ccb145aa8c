import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient, createRecorder, type Recorder, type Usage } from '@tessera/client'
import express from 'express'
import Fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { expressRecorder } from '../src/express.ts'
import { fastifyRecorder } from '../src/fastify.ts'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A recorder for a product that is away, and what it was given. */
function heardRecorder(): { recorder: Recorder; usage: Usage[] } {
  const usage: Usage[] = []
  const recorder = createRecorder(createClient({ address: 'http://127.0.0.1:1', key: 'tsk_a' }))
  const record: Recorder['record'] = (kind, entry) => {
    if (kind === 'usage') usage.push(entry as Usage)
    return recorder.record(kind, entry)
  }
  return { recorder: { ...recorder, record }, usage }
}

/** Answers when whoever asked has left. */
const whenLeft = async (raw: IncomingMessage) => {
  await once(raw.socket, 'close')
  return { ok: true }
}

const services = {
  fastify: async (recorder: Recorder) => {
    const app = Fastify()
    await app.register(fastifyRecorder, { recorder })
    app.get('/slow/:id', ({ raw }) => whenLeft(raw))
    app.get('/quick', async () => ({ ok: true }))
    await app.ready()
    return app.server
  },
  express: async (recorder: Recorder) => {
    const app = express()
    app.use(expressRecorder({ recorder }).requests)
    app.get('/slow/:id', async (asked, response) => void response.json(await whenLeft(asked)))
    app.get('/quick', (_, response) => void response.json({ ok: true }))
    return createServer(app)
  },
}

test.each(Object.entries(services))('%s: who leaves before the answer is one request with 499', async (_, open) => {
  const { recorder, usage } = heardRecorder()
  server = await open(recorder)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const arrived = once(server, 'request')
  const leaving = request({ host: '127.0.0.1', port, path: '/slow/7' }).on('error', () => {})
  leaving.end()
  await arrived
  leaving.destroy()
  await expect.poll(() => usage.length).toBe(1)
  const quick = await fetch(`http://127.0.0.1:${port}/quick`)
  await quick.text()
  await expect.poll(() => usage.length).toBe(2)
  expect(usage.map(({ endpoint, statusCode }) => [endpoint, statusCode])).toEqual([
    ['/slow/:id', 499],
    ['/quick', 200],
  ])
})
