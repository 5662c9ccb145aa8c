import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import { createNote, type MiddlewareOptions } from './note.ts'

/** Callers that left before their answer. */
const left = 499

const plugin: FastifyPluginCallback<MiddlewareOptions<FastifyRequest>> = (fastify, options, done) => {
  const note = createNote(options)
  const errors = new WeakMap<FastifyRequest, unknown>()
  const gone = new WeakSet<FastifyRequest>()
  const seen = (request: FastifyRequest) => ({
    request,
    method: request.method,
    route: request.routeOptions.url ?? null,
    error: errors.get(request),
  })
  fastify.addHook('onError', (request, _, error, next) => {
    errors.set(request, error)
    next()
  })
  fastify.addHook('onRequestAbort', (request, next) => {
    gone.add(request)
    note({ ...seen(request), statusCode: left })
    next()
  })
  fastify.addHook('onResponse', (request, reply, next) => {
    const { statusCode, elapsedTime: responseTimeMs } = reply
    if (!gone.has(request)) note({ ...seen(request), statusCode, responseTimeMs })
    next()
  })
  fastify.addHook('onClose', async () => {
    await options.recorder.flush()
  })
  done()
}

/** Records the requests and errors of a Fastify service: `app.register(fastifyRecorder, { recorder })`. Closing it sends what waits. */
export const fastifyRecorder: typeof plugin = Object.assign(plugin, {
  // why: its hooks are for all routes, also those beside it
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@tessera/middleware',
})
