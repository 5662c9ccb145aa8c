import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { givenViews } from '../model/given-views.ts'
import { fullId } from '../model/ids.ts'
import { checkDimensionExists } from './check-metrics.ts'
import type { World } from '../model/world.ts'

/** Every category is of an own metric, has a name of its own, and bands from finite numbers. */
function checkCategories({ metrics = {}, unified }: LoadedPlugin['contract']): void {
  for (const [name, { of, from }] of Object.entries(unified?.categories ?? {})) {
    const wrong = (reason: string) => registryErrors('unified_wrong', { reason: `category '${name}' ${reason}` })
    if (!snake.test(name)) throw registryErrors('name_not_snake', { what: 'category of unified', name })
    if (Object.hasOwn(metrics, name)) throw wrong('has the name of a metric; rename it')
    if (!Object.hasOwn(metrics, of)) throw wrong(`is of '${of}', which is no metric of the plugin`)
    const bounds = Object.values(Object(from) as Record<string, unknown>)
    if (bounds.length === 0 || !bounds.every(Number.isFinite))
      throw wrong('has no bands; write from: { <band>: <least value> }')
    if (new Set(bounds).size < bounds.length) throw wrong('has two bands from the same value; take one out')
  }
}

const snake = /^[a-z][a-z0-9_]*$/

/** What a contract gives to the unified layer is there: the dimension, metrics of categories, and views that the server door publishes. */
export function checkUnified({ id, contract, server }: LoadedPlugin, world: World): void {
  const { entity } = contract.unified ?? {}
  if (entity !== undefined) {
    const dimension = fullId(id, entity)
    checkDimensionExists("'entity' of unified", dimension, world)
    if (world.dimension(dimension)?.pii) {
      throw registryErrors('unified_wrong', { reason: `the values of '${dimension}' tell who a person is` })
    }
  }
  checkCategories(contract)
  for (const [name, published] of givenViews(contract)) {
    if (!snake.test(name)) throw registryErrors('name_not_snake', { what: 'view of unified', name })
    if (Object.hasOwn(server?.publish ?? {}, published)) continue
    const reason = `view '${published}' is published by nobody; add it under publish of the server door`
    throw registryErrors('unified_wrong', { reason })
  }
}
