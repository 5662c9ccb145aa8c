import {
  factOf,
  hourDimension,
  periodDimension,
  weekdayDimension,
  type Fact,
  type Input,
  type MetricSource,
} from '@tessera/plugin-api/server'
import { registryErrors } from '../errors.ts'
import { fullId, pluginOf } from './ids.ts'
import type { World } from './world.ts'

/** A fact some metric is computed from, and the plugin whose names it uses. */
export interface Leaf {
  readonly fact: Fact
  readonly plugin: string
  /** It has a value for each period of a retention, and so the dimension that tells them apart. */
  readonly byPeriod?: boolean
}

/** What a source is computed from, one level down. */
export function inputsOf(source: MetricSource): readonly Input[] {
  switch (source.kind) {
    case 'ratio':
      return [source.numerator, source.denominator]
    case 'share':
      return [source.of]
    case 'derived':
      return Object.values(source.inputs)
    default:
      return [source]
  }
}

/** All measures and facts a metric rests on, through other metrics too. Refuses circles and unknown metrics. */
export function leavesOf(metric: string, world: World, path: readonly string[] = []): Leaf[] {
  const at = path.indexOf(metric)
  if (at >= 0) throw registryErrors('source_circular', { cycle: [...path.slice(at), metric] })
  const source = world.source(metric)
  const supplier = world.metric(metric)?.status === 'needs-source' ? world.supplier(metric) : undefined
  const plugin = supplier ?? pluginOf(metric)
  return inputsOfMetric(source).flatMap((input) => {
    if (input.kind !== 'metric') return [{ fact: factOf(input), plugin, byPeriod: isByPeriod(input) }]
    const id = fullId(plugin, input.id)
    if (world.metric(id) === undefined) {
      throw registryErrors('metric_unknown', { where: `metric '${metric}'`, metric: id, plugin: pluginOf(id) })
    }
    return leavesOf(id, world, [...path, metric])
  })
}

const isByPeriod = (input: Input) => input.kind === 'retention' && input.period === 'each'

const inputsOfMetric = (source: MetricSource | null | undefined) => (source ? inputsOf(source) : [])

/** Dimensions a fact has by its time alone. */
function clockOf({ time }: Fact): readonly string[] {
  return time.type === 'local_date' ? [weekdayDimension] : [weekdayDimension, hourDimension]
}

/** Dimensions a metric has by the time of its rows: what all its facts have. None while nobody computes it. */
export function clockDimensionsOf(metric: string, world: World): readonly string[] {
  const { source } = world
  if (!source(metric)) return []
  const [first, ...more] = leavesOf(metric, world).map(({ fact }) => clockOf(fact))
  return (first ?? []).filter((id) => more.every((own) => own.includes(id)))
}

/** Full ids of the dimensions a fact declares: its own and those of entities joined to it. */
export function declaredBy({ fact, plugin }: Leaf): readonly string[] {
  const names = [fact, ...(fact.joins ?? []).map((join) => join.entity)].flatMap((of) =>
    Object.keys(of.dimensions ?? {}),
  )
  return names.map((name) => fullId(plugin, name))
}

/** Full ids of the dimensions a fact leads to: its own, those of entities joined to it, and those of its time. */
export function reachOf(leaf: Leaf): ReadonlySet<string> {
  return new Set([...declaredBy(leaf), ...clockOf(leaf.fact), ...(leaf.byPeriod ? [periodDimension] : [])])
}

/** What the facts of a metric and the entities joined to them name as their tables. None for one that cannot be computed. */
export function tablesOf(metric: string, world: World): ReadonlySet<string> {
  try {
    const facts = leavesOf(metric, world).map(({ fact }) => fact)
    return new Set(facts.flatMap(({ table, joins = [] }) => [table, ...joins.map(({ entity }) => entity.table)]))
  } catch {
    return new Set()
  }
}
