import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { givenViews } from '../model/given-views.ts'
import { fullId } from '../model/ids.ts'
import { checkDimensionExists } from './check-metrics.ts'
import type { World } from '../model/world.ts'

/** What a contract gives to the unified layer is there: the dimension, and views that the server door publishes. */
export function checkUnified({ id, contract, server }: LoadedPlugin, world: World): void {
  const { entity } = contract.unified ?? {}
  if (entity !== undefined) {
    const dimension = fullId(id, entity)
    checkDimensionExists("'entity' of unified", dimension, world)
    if (world.dimension(dimension)?.pii) {
      throw registryErrors('unified_wrong', { reason: `the values of '${dimension}' tell who a person is` })
    }
  }
  for (const [name, published] of givenViews(contract)) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw registryErrors('name_not_snake', { what: 'view of unified', name })
    if (Object.hasOwn(server?.publish ?? {}, published)) continue
    const reason = `view '${published}' is published by nobody; add it under publish of the server door`
    throw registryErrors('unified_wrong', { reason })
  }
}
