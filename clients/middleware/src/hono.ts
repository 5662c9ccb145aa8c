import type { Context, Env, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { createNote, type MiddlewareOptions } from './note.ts'

/** The route that answered, or that would have where a middleware answered before it; null where there is none. */
function routeOf(context: Context, statusCode: number): string | null {
  const routes = matchedRoutes(context)
  const last = routes[context.req.routeIndex]
  const route = (last?.path.endsWith('*') ? routes.at(-1) : last)?.path ?? null
  return statusCode === 404 && route?.endsWith('*') ? null : route
}

/** Records the requests and errors of a Hono service: `app.use(honoRecorder({ recorder }))`, before all routes. */
export function honoRecorder<E extends Env = Env>(options: MiddlewareOptions<Context<E>>): MiddlewareHandler<E> {
  const note = createNote(options)
  const noteAnswer = (context: Context<E>, begun: number, thrown?: { readonly error: unknown }) => {
    try {
      const responseTimeMs = performance.now() - begun
      const statusCode = thrown ? 500 : context.res.status
      const { error } = thrown ?? context
      const route = routeOf(context, statusCode)
      note({ request: context, method: context.req.method, route, statusCode, responseTimeMs, error })
    } catch {
      // why: the service answers whatever its recording does
    }
  }
  return async (context, next) => {
    const begun = performance.now()
    try {
      await next()
    } catch (error) {
      noteAnswer(context, begun, { error })
      throw error
    }
    noteAnswer(context, begun)
  }
}
