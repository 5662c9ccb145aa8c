import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Recorder } from '@tessera/client'
import { expressRecorder } from '@tessera/middleware/express'
import { fastifyRecorder } from '@tessera/middleware/fastify'
import { honoRecorder } from '@tessera/middleware/hono'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'

/** A service of somebody that is recorded. */
export interface RecordedService {
  readonly address: string
  /** Ends it as its framework is ended, and sends what waits. */
  readonly close: () => Promise<void>
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function ended(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

const broken = () => {
  throw Object.assign(new Error('of somebody@example.com'), { code: 'OUT_OF_PAPER' })
}

async function openFastify(recorder: Recorder): Promise<RecordedService> {
  const app = Fastify()
  await app.register(fastifyRecorder, { recorder, user: ({ headers }) => headers['x-user']?.toString() })
  app.get('/fastify/things/:id', async () => ({ ok: true }))
  app.post('/fastify/things', async (_, reply) => reply.code(201).send({ ok: true }))
  app.get('/fastify/refused', async (_, reply) => reply.code(403).send({ ok: false }))
  app.get('/fastify/broken', async () => broken())
  await app.register(
    async (teams) => {
      teams.get('/members/:member', async () => ({ ok: true }))
    },
    { prefix: '/fastify/teams/:team' },
  )
  return { address: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() }
}

async function openExpress(recorder: Recorder): Promise<RecordedService> {
  const app = express()
  const recording = expressRecorder<express.Request>({ recorder, user: (request) => request.get('x-user') })
  app.use(recording.requests)
  app.get('/express/things/:id', (_, response) => void response.json({ ok: true }))
  app.post('/express/things', (_, response) => void response.status(201).json({ ok: true }))
  app.get('/express/refused', (_, response) => void response.status(403).json({ ok: false }))
  const papers = express.Router()
  papers.get('/', broken)
  app.use('/express/broken', papers)
  const teams = express.Router()
  teams.get('/members/:member', (_, response) => void response.json({ ok: true }))
  app.use('/express/teams/:team', teams)
  app.use(recording.errors)
  app.use((_: unknown, __: unknown, response: express.Response, ___: unknown) => void response.status(500).json({}))
  const server = createServer(app)
  return {
    address: await listening(server),
    close: async () => {
      await ended(server)
      await recorder.flush()
    },
  }
}

async function openHono(recorder: Recorder): Promise<RecordedService> {
  const app = new Hono()
  app.use(honoRecorder({ recorder, user: (context) => context.req.header('x-user') }))
  app.get('/hono/things/:id', (context) => context.json({ ok: true }))
  app.post('/hono/things', (context) => context.json({ ok: true }, 201))
  app.use('/hono/refused', async (context) => context.json({ ok: false }, 403))
  app.get('/hono/refused', (context) => context.json({ ok: true }))
  app.get('/hono/broken', broken)
  app.onError((_, context) => context.json({}, 500))
  const teams = new Hono()
  teams.get('/members/:member', (context) => context.json({ ok: true }))
  app.route('/hono/teams/:team', teams)
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  return {
    address: await listening(server),
    close: async () => {
      await ended(server)
      await recorder.flush()
    },
  }
}

/** A service on each framework, with the same routes below its name. */
export const recordedServices = { fastify: openFastify, express: openExpress, hono: openHono } as const
