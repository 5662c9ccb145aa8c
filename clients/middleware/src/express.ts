import type { IncomingMessage, ServerResponse } from 'node:http'
import { createNote, type MiddlewareOptions } from './note.ts'
import { watchRoute } from './watch-route.ts'

type Next = (error?: unknown) => void

/** Two middlewares of an Express service. */
export interface ExpressRecorder {
  /** Records requests. It stands before all routes. */
  readonly requests: (request: IncomingMessage, response: ServerResponse, next: Next) => void
  /** Tells what was thrown, and hands it on. It stands behind all routes, before your own handling of errors. */
  readonly errors: (error: unknown, request: IncomingMessage, response: ServerResponse, next: Next) => void
}

/** Callers that left before their answer. */
const left = 499

/** Records the requests and errors of an Express service. When it ends, `await recorder.close()` sends what waits. */
export function expressRecorder<Request extends IncomingMessage>(options: MiddlewareOptions<Request>): ExpressRecorder {
  const note = createNote(options)
  const thrown = new WeakMap<IncomingMessage, unknown>()
  return {
    requests: (request, response, next) => {
      const begun = performance.now()
      const route = watchRoute(request)
      response.once('close', () => {
        note({
          request: request as Request,
          method: request.method ?? '',
          route: route(),
          statusCode: response.headersSent ? response.statusCode : left,
          responseTimeMs: performance.now() - begun,
          error: thrown.get(request),
        })
      })
      next()
    },
    errors: (error, request, _, next) => {
      thrown.set(request, error)
      next(error)
    },
  }
}
