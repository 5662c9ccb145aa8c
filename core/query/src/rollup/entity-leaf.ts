import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Bounds, Fact } from '@tessera/plugin-api/server'
import { ordinalSql } from '../compile/bucket-sql.ts'
import { grouping } from '../compile/grouping.ts'
import {
  all,
  dimensionColumn,
  dimensionSelects,
  leafScope,
  measureColumn,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from '../compile/leaf.ts'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { Hit } from './plan-leaf.ts'
import { storedOf, stretches, tableFact } from './rollup-leaf.ts'
import type { TimeSpan } from '../time/time-spans.ts'
import { withinSql } from './within-sql.ts'

const entityColumn = '_entity'

/** One of the tables an answer is read from, and for which times. */
interface EntityRead {
  readonly hit: Hit
  readonly fact: Fact
  readonly spans: readonly TimeSpan[]
  /** The bucket of a time, where it is not that of the query. */
  readonly ordinalOf?: (time: RawBuilder<unknown>) => RawBuilder<unknown>
}

/** The rollup's table, and the fact's own for the times the rollup leaves open. */
export function readsOf(leaf: Leaf, hit: Hit): EntityRead[] {
  const kept = { hit, fact: tableFact(hit.definition), spans: hit.fit.clean }
  return hit.fit.raw.length > 0 ? [kept, { hit, fact: leaf.fact, spans: hit.fit.raw }] : [kept]
}

/** Rows of one table as entity, group, bucket and, for each measure with a condition, whether it counts there; only such as count for one. */
export function entityRows(leaf: Leaf, context: LeafContext, read: EntityRead): RawBuilder<unknown> {
  const { hit, fact, spans } = read
  const { bounds, definition } = hit
  const ordinalOf = read.ordinalOf ?? ((time: RawBuilder<unknown>) => ordinalSql(time, bounds, fact))
  const from = timeParameter(bounds[0]?.from ?? '', fact)
  const to = timeParameter(bounds.at(-1)?.to ?? '', fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope({ ...leaf, fact }, context, scoped)
  const kept = fact !== leaf.fact
  const conditionOf = (measure: PlannedMeasure): RawBuilder<unknown> | null => {
    const { where } = measure.source as Aggregate
    const flag = storedOf(measure, definition).column
    const own = kept ? (flag === null ? [] : [sql`${sql.ref(flag)}`]) : where ? [scope.callback(where)] : []
    const parts = [...own, ...(measure.filter ? [scope.condition(measure.filter)] : [])]
    return parts.length === 0 ? null : sql`(${sql.join(parts, sql` and `)})`
  }
  const conditions = leaf.measures.map(conditionOf)
  const narrowing = conditions.every((each) => each !== null) ? [sql`(${sql.join(conditions, sql` or `)})`] : []
  const flags = leaf.measures.flatMap((measure, index) => {
    const condition = conditions[index]
    return condition ? [sql`${condition} as ${sql.ref(measureColumn(measure, context.period))}`] : []
  })
  const time = sql`${sql.ref(fact.time.column)}`
  const select = sql.join([
    sql`${ordinalOf(time)} as ordinal`,
    ...dimensionSelects(scope.dimensions),
    sql`${sql.ref(definition.entity ?? '')} as ${sql.ref(entityColumn)}`,
    ...flags,
  ])
  const where = all([...scope.where, ...withinSql(time, stretches(spans, hit), fact), ...narrowing])
  return sql`
    select ${select}
    from ${scope.columns.from()}
    where ${where}`
}

/** Distinct counts from rows kept per entity and bucket and, for the times the rollup leaves open, from the rows themselves. */
export function entityLeaf(leaf: Leaf, context: LeafContext, hit: Hit): RawBuilder<unknown> {
  const { definition } = hit
  const rows = readsOf(leaf, hit).map((read) => entityRows(leaf, context, read))
  const names = context.query.dimensions.map((_, index) => sql`${sql.ref(dimensionColumn(index))}`)
  const groups = grouping(names, context.query.sets)
  const counts = leaf.measures.map((measure) => {
    const name = sql.ref(measureColumn(measure, context.period))
    if (measure.isGroups) return sql`count(*) as ${name}`
    const isFlagged = measure.filter !== null || storedOf(measure, definition).column !== null
    const filter = isFlagged ? sql` filter (where ${name})` : sql``
    return sql`count(distinct ${sql.ref(entityColumn)})${filter} as ${name}`
  })
  return sql`
  select ${sql.join([sql.ref('ordinal'), ...groups.selects, ...counts])}
  from (${sql.join(rows, sql`\n    union all`)}
  ) as part${groups.from}
  group by ${groups.by}`
}
