import type { Filter } from '@tessera/plugin-api/wire'
import type { Input, Measure, MetricSource } from '@tessera/plugin-api/server'
import { queryErrors } from '../errors.ts'
import type { ModelMetric } from '../model.ts'
import { meanParts, type MeanParts } from './mean-parts.ts'
import type { Formula, PlannedMeasure } from './resolved-query.ts'

/** Full id of a name used by a plugin: own names stand without prefix. */
export function fullId(plugin: string, name: string): string {
  return name.includes('.') ? name : `${plugin}.${name}`
}

/** Collects the measures of a query, each once. */
export interface MeasureList {
  readonly measures: PlannedMeasure[]
  readonly lookUp: (id: string) => ModelMetric
}

interface Scope {
  readonly plugin: string
  readonly metric: string
  readonly filter: Filter | null
  /** Metrics being expanded, outermost first. */
  readonly path: readonly string[]
}

const additive = new Set(['count', 'sum', 'stock'])

/** Measures that ask the same of the same declaration, as `.step(1)` called twice, are one measure. */
function sameMeasure(a: Measure, b: Measure): boolean {
  const parts = Object.entries(a)
  const others = new Map(Object.entries(b))
  return parts.length === others.size && parts.every(([name, part]) => others.has(name) && others.get(name) === part)
}

function planned(list: MeasureList, source: Measure, scope: Scope): PlannedMeasure {
  const known = list.measures.find((m) => sameMeasure(m.source, source) && m.filter === scope.filter)
  if (known) return known
  const { plugin, metric, filter } = scope
  const measure = { column: `m${list.measures.length + 1}`, source, plugin, metric, filter }
  list.measures.push(measure)
  return measure
}

function checkMeasure(source: Measure, scope: Scope): void {
  const lasting = source.kind === 'snapshot' || source.kind === 'lost' || source.kind === 'movement'
  if (lasting && !source.fact.interval) {
    throw queryErrors('snapshot_needs_interval', { metric: scope.metric, fact: source.fact.name })
  }
}

function mean(list: MeasureList, parts: MeanParts, scope: Scope): Formula {
  return { is: 'mean', sum: planned(list, parts.sum, scope), count: planned(list, parts.count, scope) }
}

function expandInput(list: MeasureList, input: Input, scope: Scope): Formula {
  if (input.kind !== 'metric') return expandSource(list, input, scope)
  const id = fullId(scope.plugin, input.id)
  if (scope.path.includes(id)) throw queryErrors('metric_cycle', { path: [...scope.path, id].join(' → ') })
  const metric = list.lookUp(id)
  if (!metric.source) throw queryErrors('needs_source', { metric: id, needs: metric.info.needs ?? [] })
  return expandSource(list, metric.source, { ...scope, plugin: metric.sourcePlugin, path: [...scope.path, id] })
}

function expandShare(list: MeasureList, source: Extract<MetricSource, { kind: 'share' }>, scope: Scope): Formula {
  const of = expandInput(list, source.of, scope)
  const kind = of.is === 'measure' ? of.measure.source : null
  const addsUp =
    kind !== null &&
    (additive.has(kind.kind) ||
      (kind.kind === 'last_value' && additive.has(kind.across)) ||
      ((kind.kind === 'snapshot' || kind.kind === 'lost') && !hasDistinct(kind.measure)))
  if (!addsUp) {
    const name = source.of.kind === 'metric' ? fullId(scope.plugin, source.of.id) : source.of.kind
    throw queryErrors('non_additive_total', { metric: scope.metric, of: name })
  }
  return { is: 'share', of, over: source.over?.map((name) => fullId(scope.plugin, name)) ?? null }
}

function hasDistinct(measure: 'count' | object): boolean {
  return typeof measure === 'object' && 'distinct' in measure
}

/** Expands a metric's source to a formula over measures. */
export function expandSource(list: MeasureList, source: MetricSource, scope: Scope): Formula {
  if (source.kind === 'ratio') {
    const numerator = expandInput(list, source.numerator, scope)
    return { is: 'ratio', numerator, denominator: expandInput(list, source.denominator, scope) }
  }
  if (source.kind === 'share') return expandShare(list, source, scope)
  if (source.kind === 'derived') {
    const entries = Object.entries(source.inputs).map(
      ([name, input]) => [name, expandInput(list, input, scope)] as const,
    )
    return { is: 'derived', inputs: Object.fromEntries(entries), expression: source.expression }
  }
  checkMeasure(source, scope)
  const parts = meanParts(source)
  if (parts) return mean(list, parts, scope)
  return { is: 'measure', measure: planned(list, source, scope) }
}
