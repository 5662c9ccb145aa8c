import { createHash } from 'node:crypto'
import {
  factOf,
  isSketch,
  type Aggregate,
  type Fact,
  type Input,
  type Lifecycle,
  type MetricSource,
  type RetentionCount,
  type RollupSpec,
  type Sketch,
} from '@tessera/plugin-api/server'
import type { ModelMetric } from '../model.ts'
import { stockChanges } from '../compile/stock-leaf.ts'
import { fullId } from '../resolve/expand-metric.ts'
import { meanParts } from '../resolve/mean-parts.ts'
import {
  keptColumn,
  type RollupDefinition,
  type RollupProblem,
  type StoredDimension,
  type StoredMeasure,
} from './definition.ts'
import { activeOf } from './active-of.ts'
import { measureKey, textOf } from './measure-key.ts'
import { storedMoments, type NamedRetention } from './moments.ts'

/** Aggregates a metric rests on by itself; inputs that are metrics are gathered as those. */
function aggregatesOf(source: Input): (Aggregate | Sketch)[] {
  switch (source.kind) {
    case 'trailing':
      return aggregatesOf(source.aggregate)
    case 'avg':
      return Object.values(meanParts(source) ?? {}).flatMap(aggregatesOf)
    case 'stock':
      return [stockChanges(source)]
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
    case 'distinct':
    case 'percentile':
    case 'approximate_distinct':
    case 'approximate_percentile':
      return [source]
    default:
      return []
  }
}

/** What a metric is made of by itself: measures and metrics it refers to. */
function inputsOf(source: MetricSource): readonly Input[] {
  if (source.kind === 'ratio') return [source.numerator, source.denominator]
  if (source.kind === 'share') return [source.of]
  if (source.kind === 'derived') return Object.values(source.inputs)
  return [source]
}

const partsOf = (source: MetricSource) => inputsOf(source).flatMap(aggregatesOf)

/** What a metric follows actors through time for, by itself. */
function followedOf(source: MetricSource | null): (RetentionCount | Lifecycle)[] {
  return source
    ? inputsOf(source).flatMap((input) => (input.kind === 'retention' || input.kind === 'lifecycle' ? [input] : []))
    : []
}

/** Aggregates of a metric that rollups keep; those by entity also who is active in a lifecycle. */
function keptOf(source: MetricSource, entity: string | undefined): (Aggregate | Sketch)[] {
  const active = followedOf(source).flatMap((each) =>
    each.kind === 'lifecycle' && each.lifecycle.actor === entity ? [activeOf(each)] : [],
  )
  return [...partsOf(source), ...active]
}

interface Named<Kept = Aggregate> {
  readonly name: string
  readonly aggregate: Kept
}

const ownName = (id: string) => id.slice(id.indexOf('.') + 1)

/** Each storable aggregate of one fact once, under the name of the first metric that needs it. */
function distinctMeasures(
  metrics: readonly ModelMetric[],
  fact: Fact,
  entity: string | undefined,
): { readonly plain: Map<string, Named>; readonly sketches: Map<string, Named<Sketch>> } {
  const plain = new Map<string, Named>()
  const sketches = new Map<string, Named<Sketch>>()
  for (const { info, source } of metrics) {
    const name = ownName(info.id)
    for (const aggregate of source ? keptOf(source, entity) : []) {
      const key = factOf(aggregate) === fact ? measureKey(aggregate) : null
      if (key === null || plain.has(key) || sketches.has(key)) continue
      if (isSketch(aggregate)) sketches.set(key, { name, aggregate })
      else plain.set(key, { name, aggregate })
    }
  }
  return { plain, sketches }
}

/** Column names that are short enough for PostgreSQL and unlike each other. */
function columnNamer(taken: readonly string[]) {
  const used = new Set(taken)
  return (wish: string) => {
    const stem = wish.replace(/[^a-z0-9_]/gi, '_').slice(0, 52)
    let name = stem
    for (let n = 2; used.has(name); n += 1) name = `${stem}_${n}`
    used.add(name)
    return name
  }
}

type Namer = ReturnType<typeof columnNamer>

function rowsWhere(fact: Fact, where: Aggregate['where']): Aggregate {
  return { kind: 'count', fact, ...(where ? { where } : {}) }
}

/** Parts of aggregates, distinct counts only where asked for; each condition also gets a count of its rows, which tells empty groups from absent ones. */
function storedParts(
  all: ReadonlyMap<string, Named>,
  kept: { readonly fact: Fact; readonly distinct: boolean },
  nameOf: Namer,
): Map<string, StoredMeasure> {
  const { fact, distinct } = kept
  const stored = new Map<string, StoredMeasure>()
  const add = ({ name, aggregate }: Named): string => {
    const key = measureKey(aggregate) ?? ''
    const known = stored.get(key)
    if (known) return known.column ?? ''
    const counts = aggregate.kind === 'count' && aggregate.value === undefined
    const column = nameOf(`${counts ? 'rows' : aggregate.kind}_${name}`)
    // why: counted rows are their own presence
    const presence = !aggregate.where
      ? null
      : counts
        ? column
        : add({ name, aggregate: rowsWhere(fact, aggregate.where) })
    stored.set(key, { key, aggregate, column, presence })
    return column
  }
  for (const named of all.values()) if (distinct || named.aggregate.kind !== 'distinct') add(named)
  return stored
}

/** Distinct counts of the entity: one flag per condition. */
function storedFlags(all: ReadonlyMap<string, Named>, entity: string, nameOf: Namer): Map<string, StoredMeasure> {
  const stored = new Map<string, StoredMeasure>()
  const flags = new Map<string, string>()
  for (const [key, { name, aggregate }] of all) {
    if (aggregate.kind !== 'distinct' || textOf(aggregate.value ?? '') !== textOf(entity)) continue
    const where = aggregate.where ? (textOf(aggregate.where) ?? '') : null
    const flag = where === null ? null : (flags.get(where) ?? nameOf(`is_${name}`))
    if (where !== null && flag !== null) flags.set(where, flag)
    stored.set(key, { key, aggregate, column: flag, presence: flag })
  }
  return stored
}

/** Retentions of one fact that look at what an entity does. */
function retentionsFor(metrics: readonly ModelMetric[], fact: Fact, entity: string | undefined): NamedRetention[] {
  return metrics.flatMap(({ info, source }) =>
    followedOf(source).flatMap((each) =>
      each.kind === 'retention' && each.fact === fact && each.retention.actor === entity
        ? [{ name: ownName(info.id), retention: each.retention }]
        : [],
    ),
  )
}

/** One table to keep: plain parts, or the sketch of one measure. */
interface Wanted {
  readonly spec: RollupSpec
  readonly retentions: readonly NamedRetention[]
  readonly plain: ReadonlyMap<string, Named>
  readonly sketch: Named<Sketch> | null
}

function dimensionsOf(fact: Fact, spec: RollupSpec, scope: { plugin: string; nameOf: Namer }): StoredDimension[] {
  return spec.dimensions.map((name) => {
    const value = fact.dimensions?.[name]
    if (value === undefined) throw new Error(`fact '${fact.name}' has no dimension '${name}' of its own`)
    if (textOf(value) === null) throw new Error(`dimension '${name}' of fact '${fact.name}' reads another table`)
    return { id: fullId(scope.plugin, name), column: scope.nameOf(name), value }
  })
}

/** The tables of a declared rollup: the declared one, and one for each sketch, named after its metric too. */
function tablesOf(spec: RollupSpec, metrics: readonly ModelMetric[], fact: Fact): Wanted[] {
  const { plain, sketches } = distinctMeasures(metrics, fact, spec.entity)
  const retentions = retentionsFor(metrics, fact, spec.entity)
  if (!spec.sketches) return [{ spec, retentions, plain, sketch: null }]
  const kept = [...sketches.values()].map((sketch) => {
    return {
      spec: { ...spec, name: `${spec.name}.${sketch.name}` },
      retentions,
      plain: new Map<string, Named>(),
      sketch,
    }
  })
  return plain.size > 0 || kept.length === 0 ? [{ spec, retentions, plain, sketch: null }, ...kept] : kept
}

function storedMeasures({ spec, plain, sketch }: Wanted, fact: Fact, nameOf: Namer): Map<string, StoredMeasure> {
  if (sketch) {
    const { aggregate } = sketch
    const key = measureKey(aggregate) ?? ''
    return new Map([[key, { key, aggregate, column: keptColumn, presence: null }]])
  }
  if (spec.entity !== undefined) return storedFlags(plain, spec.entity, nameOf)
  return storedParts(plain, { fact, distinct: spec.distinct ?? false }, nameOf)
}

function define(
  wanted: Wanted,
  owner: { readonly fact: Fact; readonly plugin: string; readonly schema: string },
): RollupDefinition {
  const { spec, sketch } = wanted
  const { fact, plugin, schema } = owner
  const where = fact.where ? textOf(fact.where) : ''
  if (where === null)
    throw new Error(`the condition of fact '${fact.name}' reads another table, whose changes nobody notes`)
  const entity = spec.entity ?? null
  if (spec.sketches && entity !== null) throw new Error(`'sketches' and 'entity' are two rollups; declare them apart`)
  const nameOf = columnNamer(['tenant_id', 'bucket', ...(entity === null ? [] : [entity])])
  const dimensions = dimensionsOf(fact, spec, { plugin, nameOf })
  const measures = storedMeasures(wanted, fact, nameOf)
  const moments = storedMoments(wanted.retentions, fact, nameOf)
  if (measures.size + moments.size === 0)
    throw new Error(`no metric over fact '${fact.name}' has anything it could keep`)
  const content = {
    version: 1,
    fact: [fact.table, fact.time, where],
    grain: spec.grain,
    entity,
    dimensions: dimensions.map(({ id, column, value }) => [id, column, textOf(value)]),
    measures: [...measures.values()].map(({ key, column, presence }) => [key, column, presence]),
    ...(sketch ? { packed: 1 } : {}),
    ...(moments.size > 0 ? { key: fact.key, moments: [...moments].map(([key, { columns }]) => [key, columns]) } : {}),
  }
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)
  const name = `rollup_${`${fact.name}_${spec.name.replace(/[^a-z0-9_]/gi, '_')}`.slice(0, 46)}_${hash}`
  const id = `${plugin}.${fact.name}.${spec.name}`
  return {
    id,
    plugin,
    fact,
    grain: spec.grain,
    entity,
    isSketch: sketch !== null,
    dimensions,
    measures,
    moments,
    hash,
    schema,
    name,
    table: `${schema}.${name}`,
  }
}

/** The rollups of all facts that metrics are computed from, and why others are not kept. */
export function gatherDefinitions(
  metrics: readonly ModelMetric[],
  schemaOf: (plugin: string) => string,
): { readonly definitions: RollupDefinition[]; readonly problems: readonly RollupProblem[] } {
  const definitions: RollupDefinition[] = []
  const problems: RollupProblem[] = []
  const plugins = [...new Set(metrics.map((metric) => metric.sourcePlugin))]
  for (const plugin of plugins) {
    const own = metrics.filter((metric) => metric.sourcePlugin === plugin)
    const facts = new Set(
      own.flatMap(({ source }) => [...(source ? partsOf(source) : []), ...followedOf(source)].map(factOf)),
    )
    for (const fact of facts) {
      for (const spec of fact.rollups ?? []) {
        for (const wanted of tablesOf(spec, own, fact)) {
          try {
            definitions.push(define(wanted, { fact, plugin, schema: schemaOf(plugin) }))
          } catch (error) {
            problems.push({ plugin, rollup: `${fact.name}.${wanted.spec.name}`, reason: (error as Error).message })
          }
        }
      }
    }
  }
  return { definitions, problems }
}
