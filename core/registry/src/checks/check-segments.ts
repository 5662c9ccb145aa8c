import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { fullId, pluginOf } from '../model/ids.ts'
import { filterMembers } from '../model/resolve-panel.ts'
import { checkDimensionExists } from './check-metrics.ts'
import type { World } from '../model/world.ts'

/** Checks that a plugin's segments filter by dimensions that exist. Throws the first thing wrong. */
export function checkSegments({ id, contract }: LoadedPlugin, world: World): void {
  for (const [name, { filter }] of Object.entries(contract.segments ?? {})) {
    const where = `segment '${name}'`
    for (const member of filterMembers(filter).map((used) => fullId(id, used))) {
      if (world.metric(member)) throw registryErrors('segment_by_metric', { segment: name, metric: member })
      checkDimensionExists(where, member, world)
    }
  }
}

/** Refuses a segment that its plugin, which is there, does not declare. */
export function checkSegmentExists(where: string, segment: string, world: World): void {
  if (world.segment(segment) !== undefined) return
  throw registryErrors('segment_unknown', { where, segment, plugin: pluginOf(segment) })
}
