import { factOf } from '@tessera/plugin-api/server'
import type { DimensionInfo, MetricQuery, SegmentInfo } from '@tessera/plugin-api/wire'
import type { QueryContext } from '../query-context.ts'
import { queryErrors } from '../errors.ts'
import type { MetricModel, ModelMetric } from '../model.ts'
import { resolveTime, type Moment } from '../time/resolve-time.ts'
import { addGroups } from './add-groups.ts'
import { addWitnesses } from './add-witnesses.ts'
import { checkPeriod } from './check-period.ts'
import { expandSource, type MeasureList } from './expand-metric.ts'
import { answerColumns, valueNames } from './answer-columns.ts'
import { checkFilter } from './filter-values.ts'
import { checkTop } from './check-top.ts'
import type { PlannedMeasure, ResolvedMetric, ResolvedQuery } from './resolved-query.ts'
import { resolveRules } from './resolve-rules.ts'
import { sourcesOff } from './sources-off.ts'
import { resolveTotals } from './resolve-totals.ts'
import { allOf, membersOf, splitFilter } from './split-filter.ts'

const pluginOf = (id: string) => id.slice(0, id.indexOf('.'))

/** What a tenant may name. A member of a plugin that is off is refused as such, an unknown one as unknown. */
function lookUps(model: MetricModel, context: QueryContext) {
  const allowed = (id: string) => {
    const plugin = pluginOf(id)
    if (plugin !== 'core' && !context.plugins.has(plugin)) throw queryErrors('plugin_disabled', { member: id, plugin })
  }
  const metric = (id: string): ModelMetric => {
    const found = model.metric(id)
    if (!found) throw queryErrors('unknown_member', { member: id, kind: 'metric' })
    allowed(id)
    const { sourcePlugin } = found
    // why: the metric is there, but who fills it is off for this tenant
    if (found.source && !context.plugins.has(sourcePlugin)) {
      return { ...found, source: null, info: { ...found.info, needs: [sourcePlugin] } }
    }
    return found
  }
  const dimension = (id: string): DimensionInfo => {
    const found = model.dimension(id)
    if (!found) throw queryErrors('unknown_member', { member: id, kind: 'dimension' })
    allowed(id)
    return found
  }
  const segment = (id: string): SegmentInfo => {
    const found = model.segment(id)
    if (!found) throw queryErrors('unknown_member', { member: id, kind: 'segment' })
    allowed(id)
    return found
  }
  return { metric, dimension, segment }
}

function resolveMetrics(query: MetricQuery, lookUp: (id: string) => ModelMetric) {
  const measures: PlannedMeasure[] = []
  const list: MeasureList = { measures, lookUp }
  const metrics: ResolvedMetric[] = query.metrics.map(({ id, as, filters }) => {
    const metric = lookUp(id)
    if (!metric.source) throw queryErrors('needs_source', { metric: id, needs: metric.info.needs ?? [] })
    const scope = { plugin: metric.sourcePlugin, metric: id, filter: filters ?? null, path: [id] }
    const formula = expandSource(list, metric.source, scope)
    const margin = query.samples && metric.info.margin !== undefined ? lookUp(metric.info.margin) : undefined
    if (!margin?.source) return { name: as ?? id, metric, formula }
    const beside = { ...scope, plugin: margin.sourcePlugin, path: [id, margin.info.id] }
    return { name: as ?? id, metric, formula, margin: expandSource(list, margin.source, beside) }
  })
  return { metrics, measures }
}

function checkNames(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw queryErrors('duplicate_column', { name })
    seen.add(name)
  }
}

function asksForTargets({ compare = [] }: MetricQuery): boolean {
  const asked = compare.filter(({ kind }) => kind === 'target')
  if (asked.length > 1) throw queryErrors('duplicate_column', { name: 'target' })
  return asked.length === 1
}

function withoutGrain({ time, ...query }: MetricQuery): MetricQuery {
  if (!time) return query
  const { grain: _, ...rest } = time
  return { ...query, time: rest }
}

/** Looks up every name, expands metrics to measures, resolves time and splits filters. */
export function resolveQuery(
  query: MetricQuery,
  model: MetricModel,
  where: Moment & { readonly context: QueryContext },
): ResolvedQuery {
  const { context } = where
  const lookUp = lookUps(model, context)
  const { metrics, measures } = resolveMetrics(query, lookUp.metric)
  const rules = resolveRules(
    metrics.map(({ metric }) => metric),
    query.rules ?? {},
    model,
  )
  const dimensions = (query.dimensions ?? []).map(lookUp.dimension)
  checkPeriod(measures, dimensions)
  const isDated = measures.some(({ source }) => factOf(source).time.type === 'local_date')
  const time = resolveTime(query, context.tenant, { ...where, finest: isDated ? 'day' : 'minute' })
  const asked = { metrics, time, samples: query.samples ?? false, targets: asksForTargets(query) }
  checkNames(['time', ...dimensions.map((d) => d.id), ...answerColumns(asked).map(({ name }) => name)])
  const values = valueNames(asked)
  const isMetric = (member: string) => {
    const [name = member] = member.split(':')
    return values.has(member) || metrics.some((metric) => metric.name === name) || model.metric(name) !== undefined
  }
  const segments = (query.segments ?? []).map((id) => lookUp.segment(id).filter)
  const split = splitFilter(query.filters, isMetric)
  const filters = { ...split, where: allOf([...(split.where ? [split.where] : []), ...segments]) }
  const perMetric = query.metrics.flatMap((m) => (m.filters ? membersOf(m.filters) : []))
  const filtered = [...(filters.where ? membersOf(filters.where) : []), ...perMetric].map(lookUp.dimension)
  const dimensionTypes = new Map([...dimensions, ...filtered].map(({ id, type }) => [id, type]))
  for (const member of filters.having ? membersOf(filters.having) : []) {
    if (!values.has(member)) throw queryErrors('metric_not_queried', { member })
  }
  const typeOf = (member: string) => dimensionTypes.get(member) ?? 'text'
  checkFilter(filters.having, () => 'number')
  for (const filter of [filters.where, ...query.metrics.map((metric) => metric.filters)]) checkFilter(filter, typeOf)
  if (query.top) checkTop(query.top, { dimensions, metrics, values })
  const totals = resolveTotals(query.totals, { dimensions, grain: time.grain })
  const isWholeAsked = query.top !== undefined || totals.totals.some((set) => !set.keepsTime)
  const columns = new Set(['time', ...dimensions.map((d) => d.id), ...values])
  for (const { key } of query.order ?? []) {
    if (!columns.has(key)) throw queryErrors('metric_not_queried', { member: key })
  }
  return {
    ...asked,
    setTargets: [],
    measures: addGroups(addWitnesses(measures), dimensions.length),
    dimensions,
    dimensionTypes,
    rules,
    sourcesOff: sourcesOff(
      metrics.map(({ metric }) => metric),
      context.plugins,
    ),
    ...filters,
    order: query.order ?? [],
    limit: query.limit ?? null,
    after: null,
    fill: query.fill !== 'none',
    kept: null,
    ...totals,
    whole: isWholeAsked ? resolveTime(withoutGrain(query), context.tenant, where) : null,
    rollups: null,
  }
}
