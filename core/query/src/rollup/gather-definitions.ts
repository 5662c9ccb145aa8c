import { createHash } from 'node:crypto'
import { factOf, isSketch, type Aggregate, type Fact, type RollupSpec, type Sketch } from '@tessera/plugin-api/server'
import { sketchSql } from '../compile/sketch-sql.ts'
import type { ModelMetric } from '../model.ts'
import { fullId } from '../resolve/expand-metric.ts'
import {
  keptColumn,
  type RollupDefinition,
  type RollupProblem,
  type StoredDimension,
  type StoredMeasure,
} from '../rollup-definition.ts'
import { expressionOf, measureKey, textOf, type Value } from './measure-key.ts'
import { storedMoments, type NamedRetention } from './moments.ts'
import { followedOf, keptOf, partsOf } from './parts-of.ts'
import type { Judge } from './row-values.ts'

interface Named<Kept = Aggregate> {
  readonly name: string
  readonly aggregate: Kept
}

const ownName = (id: string) => id.slice(id.indexOf('.') + 1)

/** Why what an aggregate keeps of a row is no value of that row alone; null when it is one. */
function doubtOf(aggregate: Aggregate | Sketch, fact: Fact, judge: Judge): string | null {
  const value = aggregate.value === undefined ? null : expressionOf(aggregate.value)
  const kept = value && isSketch(aggregate) ? sketchSql(aggregate).part(value) : value
  const parts = [...(kept ? [kept] : []), ...(aggregate.where ? [expressionOf(aggregate.where)] : [])]
  return parts.map((part) => judge(fact, part)).find((reason) => reason !== null) ?? null
}

/** Each aggregate of one fact that can be kept, once, under the name of the first metric that needs it; and why others cannot. */
function distinctMeasures(
  metrics: readonly ModelMetric[],
  fact: Fact,
  by: { readonly entity: string | undefined; readonly judge: Judge },
): {
  readonly plain: Map<string, Named>
  readonly sketches: Map<string, Named<Sketch>>
  readonly unkept: Map<string, string>
} {
  const { entity, judge } = by
  const plain = new Map<string, Named>()
  const sketches = new Map<string, Named<Sketch>>()
  const unkept = new Map<string, string>()
  for (const { info, source } of metrics) {
    const name = ownName(info.id)
    for (const aggregate of source ? keptOf(source, entity) : []) {
      const key = factOf(aggregate) === fact ? measureKey(aggregate) : null
      if (key === null || plain.has(key) || sketches.has(key)) continue
      const doubt = doubtOf(aggregate, fact, judge)
      if (doubt !== null) unkept.set(key, doubt)
      else if (isSketch(aggregate)) sketches.set(key, { name, aggregate })
      else plain.set(key, { name, aggregate })
    }
  }
  return { plain, sketches, unkept }
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

function rowsWhere(fact: Fact, where?: Aggregate['where']): Aggregate {
  return { kind: 'count', fact, ...(where ? { where } : {}) }
}

/**
 * Parts of aggregates, distinct counts only where asked for; each condition also gets a count of its rows, which tells empty groups
 * from absent ones. All rows are counted too: every group they make has a row in a breakdown.
 */
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
  if (stored.size > 0) add({ name: 'all', aggregate: rowsWhere(fact) })
  return stored
}

/** Distinct counts of the entity: one flag per condition. Rows without one are kept for the groups they make. */
function storedFlags(
  all: ReadonlyMap<string, Named>,
  { fact, entity }: { readonly fact: Fact; readonly entity: string },
  nameOf: Namer,
): Map<string, StoredMeasure> {
  const stored = new Map<string, StoredMeasure>()
  const flags = new Map<string, string>()
  for (const [key, { name, aggregate }] of all) {
    if (aggregate.kind !== 'distinct' || textOf(aggregate.value ?? '') !== textOf(entity)) continue
    const where = aggregate.where ? (textOf(aggregate.where) ?? '') : null
    const flag = where === null ? null : (flags.get(where) ?? nameOf(`is_${name}`))
    if (where !== null && flag !== null) flags.set(where, flag)
    stored.set(key, { key, aggregate, column: flag, presence: flag })
  }
  const rows = rowsWhere(fact)
  const key = measureKey(rows) ?? ''
  if (stored.size > 0) stored.set(key, { key, aggregate: rows, column: null, presence: null })
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

/** Whose rollup it is, and who says what may be kept. */
interface Owner {
  readonly fact: Fact
  readonly plugin: string
  readonly schema: string
  readonly judge: Judge
}

/** One table to keep: plain parts, or the sketch of one measure. */
interface Wanted {
  readonly spec: RollupSpec
  readonly retentions: readonly NamedRetention[]
  readonly plain: ReadonlyMap<string, Named>
  readonly sketch: Named<Sketch> | null
  readonly unkept: ReadonlyMap<string, string>
}

/** The text of a condition or dimension that is a value of its row alone. Throws, saying what is not, otherwise. */
function rowText(what: string, value: Value, scope: { readonly fact: Fact; readonly judge: Judge }): string {
  const text = textOf(value)
  if (text === null) throw new Error(`${what} uses the bounds of the question`)
  const doubt = scope.judge(scope.fact, expressionOf(value))
  if (doubt !== null) throw new Error(`${what} is no value of its row: ${doubt}`)
  return text
}

function dimensionsOf(spec: RollupSpec, scope: Owner & { readonly nameOf: Namer }): StoredDimension[] {
  const { fact } = scope
  return spec.dimensions.map((name) => {
    const value = fact.dimensions?.[name]
    if (value === undefined) throw new Error(`fact '${fact.name}' has no dimension '${name}' of its own`)
    rowText(`dimension '${name}' of fact '${fact.name}'`, value, scope)
    return { id: fullId(scope.plugin, name), column: scope.nameOf(name), value }
  })
}

/** The tables of a declared rollup: the declared one, and one for each sketch, named after its metric too. */
function tablesOf(spec: RollupSpec, metrics: readonly ModelMetric[], { fact, judge }: Owner): Wanted[] {
  const { plain, sketches, unkept } = distinctMeasures(metrics, fact, { entity: spec.entity, judge })
  const whole = { spec, retentions: retentionsFor(metrics, fact, spec.entity), plain, sketch: null, unkept }
  if (!spec.sketches) return [whole]
  const kept = [...sketches.values()].map((sketch) => {
    return { ...whole, spec: { ...spec, name: `${spec.name}.${sketch.name}` }, plain: new Map<string, Named>(), sketch }
  })
  if (plain.size === 0 && kept.some(({ sketch: { aggregate } }) => aggregate.where)) {
    const rows = rowsWhere(fact)
    return [{ ...whole, plain: new Map([[measureKey(rows) ?? '', { name: 'all', aggregate: rows }]]) }, ...kept]
  }
  return plain.size > 0 || kept.length === 0 ? [whole, ...kept] : kept
}

function storedMeasures({ spec, plain, sketch }: Wanted, fact: Fact, nameOf: Namer): Map<string, StoredMeasure> {
  if (sketch) {
    const { aggregate } = sketch
    const key = measureKey(aggregate) ?? ''
    return new Map([[key, { key, aggregate, column: keptColumn, presence: null }]])
  }
  if (spec.entity !== undefined) return storedFlags(plain, { fact, entity: spec.entity }, nameOf)
  return storedParts(plain, { fact, distinct: spec.distinct ?? false }, nameOf)
}

function define(wanted: Wanted, owner: Owner): RollupDefinition {
  const { spec, sketch } = wanted
  const { fact, plugin, schema, judge } = owner
  const where = fact.where ? rowText(`the condition of fact '${fact.name}'`, fact.where, owner) : ''
  const entity = spec.entity ?? null
  if (spec.sketches && entity !== null) throw new Error(`'sketches' and 'entity' are two rollups; declare them apart`)
  const nameOf = columnNamer(['tenant_id', 'bucket', ...(entity === null ? [] : [entity])])
  const dimensions = dimensionsOf(spec, { ...owner, nameOf })
  const measures = storedMeasures(wanted, fact, nameOf)
  const unkept = new Map(wanted.unkept)
  const moments = storedMoments(wanted.retentions, fact, { nameOf, judge, unkept })
  if (measures.size + moments.size === 0)
    throw new Error([`no metric over fact '${fact.name}' has anything it could keep`, ...unkept.values()].join('; '))
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
    unkept,
    hash,
    schema,
    name,
    table: `${schema}.${name}`,
  }
}

/** The rollups of all facts that metrics are computed from, and why others are not kept. Without judge everything may be kept. */
export function gatherDefinitions(
  metrics: readonly ModelMetric[],
  schemaOf: (plugin: string) => string,
  judge: Judge = () => null,
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
        const owner = { fact, plugin, schema: schemaOf(plugin), judge }
        for (const wanted of tablesOf(spec, own, owner)) {
          try {
            definitions.push(define(wanted, owner))
          } catch (error) {
            const rollup = `${plugin}.${fact.name}.${wanted.spec.name}`
            problems.push({ plugin, rollup, reason: (error as Error).message })
          }
        }
      }
    }
  }
  return { definitions, problems }
}
