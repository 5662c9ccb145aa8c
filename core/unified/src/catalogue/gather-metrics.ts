import { domains } from '@tessera/plugin-api'
import { alwaysBy } from '@tessera/plugin-api/server'
import { describeSource, growsWithSource, targetHolding } from '@tessera/query'
import { fullId, schemaOf, type Registry } from '@tessera/registry'
import type { UnifiedBands, UnifiedEntity, UnifiedMetric, UnifiedParts, UnifiedSocket } from './unified-metric.ts'

/** The entity of core whose rows are about accounts is called as the business calls it. */
const entityNames: Readonly<Record<string, string>> = { 'core.account': 'customer' }

const nameOf = (id: string) => id.slice(id.indexOf('.') + 1)

function entityOf(plugin: string, entity: string | undefined, dimensions: readonly string[]): UnifiedEntity | null {
  const dimension = entity === undefined ? undefined : fullId(plugin, entity)
  if (dimension === undefined || !dimensions.includes(dimension)) return null
  return { dimension, type: entityNames[dimension] ?? nameOf(dimension) }
}

/** Which domain gives a name first, where two have it: what is sold, then the order of navigation. */
const rank = ['saas', ...Object.keys(domains)]
const rankOf = (domain: string) => (rank.includes(domain) ? rank.indexOf(domain) : rank.length)

/** The first of some names that nobody has taken yet. */
function take(taken: Set<string>, names: readonly string[]): string {
  const name = names.find((one) => !taken.has(one)) ?? names.at(-1) ?? ''
  taken.add(name)
  return name
}

/** Metrics of running plugins that have one number for a day, in the order they are declared in. */
export function gatherMetrics(registry: Registry): readonly UnifiedMetric[] {
  const names = new Map<string, Set<string>>()
  const namesIn = (domain: string) => {
    const known = names.get(domain) ?? new Set<string>()
    names.set(domain, known)
    return known
  }
  const found = registry.metrics().flatMap(({ info, source, sourcePlugin }): UnifiedMetric[] => {
    if (!source || info.status !== 'live' || alwaysBy(info.dimensions).length > 0) return []
    const { formula, kind, additivity } = describeSource(source, sourcePlugin)
    const contract = registry.plugin(info.plugin)?.contract
    const schema = schemaOf(info.plugin)
    const domain = contract?.domain ?? schema
    const bare = nameOf(info.id)
    return [
      {
        info: { ...info, kind, additivity },
        formula,
        plugins: [...registry.enabledClosure([info.plugin, sourcePlugin])].toSorted(),
        schema,
        domain,
        name: take(namesIn(domain), [bare, `${schema}_${bare}`]),
        column: '',
        categories: [],
        parts: [],
        holding: targetHolding(source, info.unit),
        grows: growsWithSource(source, info.unit),
        entity: entityOf(info.plugin, contract?.unified?.entity, info.dimensions),
      },
    ]
  })
  const bandsOf = ({ info, schema, domain }: UnifiedMetric): UnifiedBands[] =>
    Object.entries(registry.plugin(info.plugin)?.contract.unified?.categories ?? {}).flatMap(([name, { of, from }]) => {
      if (of !== nameOf(info.id)) return []
      const bands = Object.entries(from).map(([band, least]) => ({ band, from: least }))
      return [
        {
          name: take(namesIn(domain), [name, `${schema}_${name}`]),
          bands: bands.toSorted((a, b) => b.from - a.from),
        },
      ]
    })
  const partsOf = ({ info, schema, domain }: UnifiedMetric): UnifiedParts[] =>
    Object.entries(registry.plugin(info.plugin)?.contract.unified?.parts ?? {}).flatMap(([name, { of, by }]) => {
      const entity = of === nameOf(info.id) ? entityOf(info.plugin, by, info.dimensions) : null
      return entity ? [{ ...entity, name: take(namesIn(domain), [name, `${schema}_${name}`]) }] : []
    })
  const columns = new Set<string>()
  const column = new Map(
    found
      .toSorted((a, b) => rankOf(a.domain) - rankOf(b.domain))
      .map(({ info, name, domain }) => [info.id, take(columns, [name, `${domain}_${name}`])]),
  )
  return found.map((metric) => ({
    ...metric,
    column: column.get(metric.info.id) ?? metric.name,
    categories: bandsOf(metric),
    parts: partsOf(metric),
  }))
}

/** Metrics that running plugins declare for another to compute, and that none computes. */
export function gatherSockets(registry: Registry, metrics: readonly UnifiedMetric[]): readonly UnifiedSocket[] {
  return registry.metrics().flatMap(({ info }): UnifiedSocket[] => {
    const contract = registry.plugin(info.plugin)?.contract
    // why: a metric whose source is off or away has none here either, and is no socket
    if (contract?.metrics?.[nameOf(info.id)]?.status !== 'needs-source' || info.status === 'live') return []
    const schema = schemaOf(info.plugin)
    const domain = contract.domain ?? schema
    const name = nameOf(info.id)
    const isTaken = metrics.some((metric) => metric.domain === domain && metric.name === name)
    const plugins = [...registry.enabledClosure([info.plugin])].toSorted()
    const entity = entityOf(info.plugin, contract.unified?.entity, info.dimensions)
    const unknown = { ...info, kind: null, additivity: null }
    return [{ info: unknown, plugins, schema, domain, name: isTaken ? `${schema}_${name}` : name, entity }]
  })
}
