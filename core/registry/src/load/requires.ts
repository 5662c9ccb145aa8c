import type { PluginSpec } from '@tessera/plugin-api'
import semver from 'semver'
import { registryErrors } from '../errors.ts'
import { neededBy, requirementsOf, wishedBy } from '../model/requirements.ts'

interface Installed {
  readonly version: string
  readonly contract: PluginSpec
}

/** Why a plugin's `requires` cannot be met, or null. `failed` are ids of plugins that are there but broken. */
export function unmetRequirement(
  contract: PluginSpec,
  installed: ReadonlyMap<string, Installed>,
  failed: ReadonlySet<string>,
): Error | null {
  for (const { plugin, version: range, optional } of requirementsOf(contract)) {
    if (semver.validRange(range) === null) return registryErrors('range_wrong', { plugin, range })
    const found = installed.get(plugin)
    if (found) {
      if (semver.satisfies(found.version, range, { includePrerelease: true })) continue
      return registryErrors('needs_version', { plugin, range, version: found.version })
    }
    if (optional) continue
    return failed.has(plugin)
      ? registryErrors('needs_running', { plugin })
      : registryErrors('needs_plugin', { plugin, range })
  }
  return null
}

type Edges = ReadonlyMap<string, readonly string[]>

function reaches(edges: Edges, from: string, to: string): boolean {
  const seen = new Set([from])
  for (const id of seen) for (const next of edges.get(id) ?? []) seen.add(next)
  return seen.has(to)
}

/** Who starts after whom. Of plugins that wish for each other in a circle, a wish that would close it counts for nothing. */
function startEdges(contracts: ReadonlyMap<string, PluginSpec>): Edges {
  const edges = new Map([...contracts].map(([id, contract]) => [id, [...neededBy(contract)]]))
  for (const id of [...contracts.keys()].toSorted()) {
    for (const wished of wishedBy(contracts.get(id) as PluginSpec).toSorted()) {
      if (!reaches(edges, wished, id)) edges.get(id)?.push(wished)
    }
  }
  return edges
}

/** Start order: every plugin after those it requires, and after those it wishes for where that goes, otherwise by id. Plugins that require each other are `cycles`, in no order. */
export function startOrder(contracts: ReadonlyMap<string, PluginSpec>): {
  readonly order: readonly string[]
  readonly cycles: readonly (readonly string[])[]
} {
  const edges = startEdges(contracts)
  const order: string[] = []
  const cycles: string[][] = []
  const done = new Set<string>()
  const visit = (id: string, path: readonly string[]) => {
    const required = edges.get(id)
    if (!required) return
    const at = path.indexOf(id)
    if (at >= 0) {
      cycles.push([...path.slice(at), id])
      return
    }
    if (done.has(id)) return
    for (const other of required.toSorted()) visit(other, [...path, id])
    done.add(id)
    order.push(id)
  }
  for (const id of [...contracts.keys()].toSorted()) visit(id, [])
  return { order, cycles }
}
