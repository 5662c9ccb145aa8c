import { trpc } from '@tessera/plugin-api/server'
import { mountRoutes, type Registry } from '@tessera/registry'
import type { AnyTRPCRouter } from '@trpc/server'
import { problemDocument, toProblemError } from '../http/problem-of.ts'
import type { Services } from '../services.ts'
import { coreProcedures } from './core-router.ts'

/** Router of the core alone, for typed clients. */
export type AppRouter = ReturnType<typeof coreRouter>

function coreRouter(services: Services) {
  return trpc.router(coreProcedures(services))
}

/** Routers of running plugins by id, each procedure behind its gate. One that cannot be mounted takes its plugin out, not the others. */
function pluginRouters(registry: Registry): Record<string, AnyTRPCRouter> {
  const routers: Record<string, AnyTRPCRouter> = {}
  for (const plugin of registry.plugins()) {
    const { id, server } = plugin
    if (!server?.routes) continue
    try {
      routers[id] = trpc.router(mountRoutes(plugin))
    } catch (error) {
      registry.fail(id, 'routes', error)
    }
  }
  return routers
}

/** The code of JSON-RPC for what is wrong with a request. A client that listens tries again after others. */
const clientError = -32_600

/** Errors leave as problem documents under `data.problem`, never with a stack. */
function withProblems<Router extends AnyTRPCRouter>(router: Router): Router {
  const { _config: config } = router._def
  const errorFormatter: typeof config.errorFormatter = ({ error, shape, path }) => {
    const problem = problemDocument(toProblemError(error))
    const data = { code: problem.code, httpStatus: problem.status, ...(path === undefined ? {} : { path }), problem }
    return { message: problem.detail, code: problem.status < 500 ? clientError : shape.code, data }
  }
  return Object.assign(Object.create(Object.getPrototypeOf(router) as object) as Router, router, {
    _def: { ...router._def, _config: { ...config, errorFormatter } },
  })
}

/** Core procedures, and those of each running plugin under `plugins.<id>`. */
export function createAppRouter(services: Services): AnyTRPCRouter {
  const plugins = trpc.router(pluginRouters(services.registry))
  return withProblems(trpc.router({ ...coreProcedures(services), plugins }))
}
