import type { PanelSpec, ViewSpec } from '@tessera/plugin-api'
import type { Filter } from '@tessera/plugin-api/wire'
import { fullId, pluginOf } from './ids.ts'

/** The members of a filter's conditions, as written. */
export function filterMembers(filter: Filter): string[] {
  if ('and' in filter) return filter.and.flatMap(filterMembers)
  if ('or' in filter) return filter.or.flatMap(filterMembers)
  if ('not' in filter) return filterMembers(filter.not)
  return [filter.member]
}

/** The same filter with its members named anew. */
export function resolveFilter(full: (member: string) => string, filter: Filter): Filter {
  const all = (filters: Filter[]) => filters.map((inner) => resolveFilter(full, inner))
  if ('and' in filter) return { and: all(filter.and) }
  if ('or' in filter) return { or: all(filter.or) }
  if ('not' in filter) return { not: resolveFilter(full, filter.not) }
  return { ...filter, member: full(filter.member) }
}

/** A panel's spec with full ids in place of its plugin's own names; `view` is what its view is known by. */
export function resolvePanelSpec(plugin: string, spec: PanelSpec, view: { id: string; spec: ViewSpec }): PanelSpec {
  const { query, drill, options } = spec
  const full = (name: string) => fullId(plugin, name)
  const orderKey = (key: string) => {
    const member = key.split(':')[0] ?? key
    const known = query.metrics.includes(member) || query.dimensions?.includes(member)
    return known ? full(key) : key
  }
  return {
    ...spec,
    view: view.id,
    query: {
      ...query,
      metrics: query.metrics.map(full),
      ...(query.dimensions && { dimensions: query.dimensions.map(full) }),
      ...(query.filters && { filters: resolveFilter(full, query.filters) }),
      ...(query.rules && {
        rules: Object.fromEntries(Object.entries(query.rules).map(([name, value]) => [full(name), value])),
      }),
      ...(query.segments && { segments: query.segments.map(full) }),
      ...(query.order && { order: query.order.map((order) => ({ ...order, key: orderKey(order.key) })) }),
    },
    ...(drill && { drill: { ...drill, dimension: full(drill.dimension) } }),
    ...(options && { options: { ...options, ...namedMetrics(options, view.spec, full) } }),
  }
}

/** The same panel without some of the metrics it asks for; nothing is sorted by them either. */
export function withoutMetrics(spec: PanelSpec, left: readonly { readonly metric: string }[]): PanelSpec {
  const { order, ...query } = spec.query
  const isLeft = (id: string) => left.some(({ metric }) => metric === id)
  const kept = order?.filter(({ key }) => !isLeft(key.split(':')[0] ?? key)) ?? []
  return {
    ...spec,
    query: {
      ...query,
      metrics: query.metrics.filter((id) => !isLeft(id)),
      ...(kept.length === 0 ? {} : { order: kept }),
    },
  }
}

/** Dimensions a panel uses: broken down by, filtered by, drilled into. Takes a resolved spec. */
export function panelDimensions({ query, drill }: PanelSpec): string[] {
  const filtered = query.filters
    ? filterMembers(query.filters).filter((id) => !query.metrics.includes(id.split(':')[0] ?? id))
    : []
  return [...new Set([...(query.dimensions ?? []), ...filtered, ...(drill ? [drill.dimension] : [])])]
}

type Options = NonNullable<PanelSpec['options']>

function namedMetrics(options: Options, { metricOptions = [] }: ViewSpec, full: (name: string) => string) {
  const named = metricOptions.map((option) => [option, options[option]] as const)
  return Object.fromEntries(named.flatMap(([option, name]) => (typeof name === 'string' ? [[option, full(name)]] : [])))
}

/** Metrics a panel shows: those it asks for, and those its options name. Takes a resolved spec. */
export function panelMetrics({ query, options = {} }: PanelSpec, view: ViewSpec): string[] {
  return [...new Set([...query.metrics, ...Object.values(namedMetrics(options, view, (id) => id))])]
}

/** Plugins a resolved panel needs to be drawn. */
export function pluginsOfPanel(spec: PanelSpec, view: ViewSpec): string[] {
  const foreign = spec.view.includes('.') ? [spec.view] : []
  const ids = [...foreign, ...panelMetrics(spec, view), ...(spec.query.segments ?? []), ...panelDimensions(spec)]
  return [...new Set(ids.map(pluginOf))].filter((plugin) => plugin !== 'core')
}
