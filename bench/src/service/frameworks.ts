import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Recorder } from '@tessera/client'
import { expressRecorder } from '@tessera/middleware/express'
import { fastifyRecorder } from '@tessera/middleware/fastify'
import { honoRecorder } from '@tessera/middleware/hono'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'

/** The same service on each framework: one route that answers a small object; recorded where there is a recorder. */
export const frameworks = {
  fastify: async (recorder: Recorder | null): Promise<Server> => {
    const app = Fastify()
    if (recorder) {
      await app.register(fastifyRecorder, { recorder, user: ({ headers }) => headers['x-user']?.toString() })
    }
    app.get('/things/:id', async ({ params }) => params)
    await app.ready()
    return app.server
  },
  express: async (recorder: Recorder | null): Promise<Server> => {
    const app = express()
    if (recorder) {
      app.use(expressRecorder<express.Request>({ recorder, user: (request) => request.get('x-user') }).requests)
    }
    app.get('/things/:id', ({ params }, response) => void response.json(params))
    return createServer(app)
  },
  hono: async (recorder: Recorder | null): Promise<Server> => {
    const app = new Hono()
    if (recorder) app.use(honoRecorder({ recorder, user: (context) => context.req.header('x-user') }))
    app.get('/things/:id', (context) => context.json(context.req.param()))
    return createAdaptorServer({ fetch: app.fetch }) as Server
  },
} as const

export type Framework = keyof typeof frameworks
