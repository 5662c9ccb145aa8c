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

/** Every column of parts is of an own metric, by a dimension that it has and that tells nobody's name, and has a name of its own. */
function checkParts({ id, contract }: LoadedPlugin, world: World): void {
  const { metrics = {}, unified } = contract
  for (const [name, { of, by }] of Object.entries(unified?.parts ?? {})) {
    const wrong = (reason: string) => registryErrors('unified_wrong', { reason: `column of parts '${name}' ${reason}` })
    if (!snake.test(name)) throw registryErrors('name_not_snake', { what: 'column of parts of unified', name })
    if (Object.hasOwn(metrics, name) || Object.hasOwn(unified?.categories ?? {}, name))
      throw wrong('has the name of a metric or category; rename it')
    const metric = Object.hasOwn(metrics, of) ? metrics[of] : undefined
    if (!metric) throw wrong(`is of '${of}', which is no metric of the plugin`)
    const dimension = fullId(id, by)
    if (!(metric.dimensions ?? []).some((one) => fullId(id, one) === dimension))
      throw wrong(`is by '${by}', which is no dimension of '${of}'`)
    if (world.dimension(dimension)?.pii) throw wrong(`is by '${by}', whose values tell who a person is`)
  }
}

const snake = /^[a-z][a-z0-9_]*$/

/** What a contract gives to the unified layer is there: the dimension, metrics of categories and parts, and views that the server door publishes. */
export function checkUnified(plugin: LoadedPlugin, world: World): void {
  const { id, contract, server } = plugin
  const { entity } = contract.unified ?? {}
  if (entity !== undefined) {
    const dimension = fullId(id, entity)
    checkDimensionExists("'entity' of unified", dimension, world)
    if (world.dimension(dimension)?.pii) {
      throw registryErrors('unified_wrong', { reason: `the values of '${dimension}' tell who a person is` })
    }
  }
  checkCategories(contract)
  checkParts(plugin, world)
  for (const [name, published] of givenViews(contract)) {
    if (!snake.test(name)) throw registryErrors('name_not_snake', { what: 'view of unified', name })
    if (Object.hasOwn(server?.publish ?? {}, published)) continue
    const reason = `view '${published}' is published by nobody; add it under publish of the server door`
    throw registryErrors('unified_wrong', { reason })
  }
}
