import { trpc } from '@tessera/plugin-api/server'
import { pathsMeet } from '@tessera/registry'
import { serverErrors } from '../errors.ts'
import type { Services } from '../services.ts'
import { coreProcedures } from './core-router.ts'
import { endpointsOf } from '../rest/serve-rest.ts'

/** Takes out every plugin that claims a path of the server itself. Among each other the registry has checked them. */
export function settlePaths(services: Services): void {
  const { registry } = services
  const core = endpointsOf(trpc.router(coreProcedures(services))).map(({ openapi }) => openapi.path)
  for (const { id, contract } of registry.plugins()) {
    for (const path of contract.paths ?? []) {
      const other = core.find((one) => pathsMeet(one, path))
      if (other !== undefined) registry.fail(id, 'routes', serverErrors('path_of_server', { path, other }))
    }
  }
}
