import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Bounds, Fact } from '@tessera/plugin-api/server'
import { aggregateLeaf } from '../compile/aggregate-leaf.ts'
import { ordinalSql } from '../compile/bucket-sql.ts'
import { grouping } from '../compile/grouping.ts'
import {
  all,
  groupBy,
  leafScope,
  measureColumn,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from '../compile/leaf.ts'
import { groupColumns } from '../compile/merge.ts'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { RollupDefinition, StoredMeasure } from '../rollup-definition.ts'
import { measureKey } from './measure-key.ts'
import type { Hit } from './plan-leaf.ts'
import type { TimeSpan } from '../time/time-spans.ts'
import { withinSql, type Within } from './within-sql.ts'

const tables = new WeakMap<RollupDefinition, Fact>()

/** A rollup's table seen as a fact, dated by bucket. */
export function tableFact(definition: RollupDefinition): Fact {
  const known = tables.get(definition)
  if (known) return known
  const { fact, table, dimensions } = definition
  const seen: Fact = {
    is: 'fact',
    name: fact.name,
    table: table as Fact['table'],
    key: ['bucket'],
    time: { column: 'bucket', type: fact.time.type },
    dimensions: Object.fromEntries(dimensions.map(({ id, column }) => [id, column])),
  }
  tables.set(definition, seen)
  return seen
}

/** How parts of an aggregate are put together. */
function combined(source: Aggregate, value: RawBuilder<unknown>, filter: RawBuilder<unknown>): RawBuilder<unknown> {
  if (source.kind === 'count') return sql`coalesce(sum(${value})${filter}, 0)::bigint`
  // why: the planner takes distinct counts only where each group has one value, which `max` picks
  if (source.kind === 'distinct') return sql`coalesce(max(${value})${filter}, 0)::bigint`
  return sql`${sql.raw(source.kind)}(${value})${filter}`
}

export function storedOf(measure: PlannedMeasure, definition: RollupDefinition): StoredMeasure {
  return definition.measures.get(measureKey(measure.source as Aggregate) ?? '') as StoredMeasure
}

export function stretches(spans: readonly TimeSpan[], { grid }: Pick<Hit, 'grid'>): Within[] {
  const text = (time: number) => (time === Number.NEGATIVE_INFINITY ? '-infinity' : grid.text(time))
  return spans.map(({ from, to }) => ({ from: text(from), to: text(to) }))
}

/** The rollup's own part of a leaf: rows of the buckets it answers, brought to the query's buckets and groups. */
function storedPart(leaf: Leaf, context: LeafContext, hit: Hit): RawBuilder<unknown> {
  const { definition, bounds, fit } = hit
  const fact = tableFact(definition)
  const from = timeParameter(bounds[0]?.from ?? '', fact)
  const to = timeParameter(bounds.at(-1)?.to ?? '', fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope({ ...leaf, fact }, context, scoped)
  const bucket = sql`${sql.ref('bucket')}`
  const present = leaf.measures.map((measure) => {
    const { presence } = storedOf(measure, definition)
    const parts = [
      ...(presence === null ? [] : [sql`${sql.ref(presence)} > 0`]),
      ...(measure.filter ? [scope.condition(measure.filter)] : []),
    ]
    return parts.length === 0 ? null : sql`${sql.join(parts, sql` and `)}`
  })
  const selects = leaf.measures.map((measure) => {
    const filter = measure.filter ? sql` filter (where ${scope.condition(measure.filter)})` : sql``
    const value = sql.ref(storedOf(measure, definition).column ?? '')
    const name = sql.ref(measureColumn(measure, context.period))
    return sql`${combined(measure.source as Aggregate, sql`${value}`, filter)} as ${name}`
  })
  const narrowing = present.every((part) => part !== null) ? [sql`(${sql.join(present, sql` or `)})`] : []
  const where = all([...scope.where, ...withinSql(bucket, stretches(fit.clean, hit), fact), ...narrowing])
  const groups = grouping(scope.dimensions, context.query.sets)
  const select = sql.join([sql`${ordinalSql(bucket, bounds, fact)} as ordinal`, ...groups.selects, ...selects])
  return sql`
  select ${select}
  from ${scope.columns.from()}${groups.from}
  where ${where}
  group by ${groups.by}`
}

/** A leaf answered by a rollup's parts and, for the times the rollup leaves open, by the rows themselves. */
export function rollupLeaf(leaf: Leaf, context: LeafContext, hit: Hit): RawBuilder<unknown> {
  const stored = storedPart(leaf, context, hit)
  if (hit.fit.raw.length === 0) return stored
  const rows = aggregateLeaf(leaf, { ...context, within: stretches(hit.fit.raw, hit) })
  if (!rows) return stored
  const names = groupColumns(context.query)
  const selects = leaf.measures.map((measure) => {
    const name = sql.ref(measureColumn(measure, context.period))
    return sql`${combined(measure.source as Aggregate, sql`${name}`, sql``)} as ${name}`
  })
  return sql`
  select ${sql.join([sql.ref('ordinal'), ...names, ...selects])}
  from (${stored}
  union all${rows}
  ) as part
  group by ${groupBy(names.length)}`
}
