import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Bounds, Fact, On } from '@tessera/plugin-api/server'
import type { Filter, LeafSource } from '@tessera/plugin-api/wire'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Within } from '../rollup/within-sql.ts'
import { timeType, type Period } from './bucket-sql.ts'
import { clockSql } from './clock-sql.ts'
import { columnOrExpression, FactColumns } from './fact-columns.ts'
import { filterSql } from './filter-sql.ts'
import { keptSql } from './kept-sql.ts'

/** One group of measures that one scan answers, for one period. */
export interface Leaf {
  readonly fact: Fact
  readonly plugin: string
  readonly measures: readonly PlannedMeasure[]
}

export interface LeafContext {
  readonly query: ResolvedQuery
  readonly tenantId: string
  readonly period: Period
  /** Times to read, where that is not all of the period: a rollup answers the rest. */
  readonly within?: readonly Within[]
  /** Told where the leaf reads, by those that may read from a rollup. */
  readonly note?: (source: LeafSource) => void
}

/** Name of a dimension's column in every leaf: `d1`, `d2` … */
export const dimensionColumn = (index: number) => `d${index + 1}`

/** Name of a measure's column in a leaf of a period. */
export const measureColumn = (measure: PlannedMeasure, period: Period) => `${measure.column}${period.suffix}`

export function tenantParameter(tenantId: string): RawBuilder<string> {
  return sql<string>`${tenantId}::uuid`
}

export function timeParameter(value: string, fact: Fact): RawBuilder<Date> {
  return sql<Date>`${value}::${timeType(fact)}`
}

/** Joins conditions with `and`; `true` when there is none. */
export function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<SqlBool> {
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`${sql.join([...conditions], sql`\n    and `)}`
}

/** Dimensions, fact filter and query filter of one leaf, as SQL over its fact. */
export function leafScope(leaf: Leaf, context: LeafContext, bounds: Bounds) {
  const { query } = context
  const columns = new FactColumns(leaf.fact, leaf.plugin, bounds)
  const metric = leaf.measures[0]?.metric ?? leaf.fact.name
  const { timeZone } = query.time.calendar
  const target = (id: string) => {
    const type = query.dimensionTypes.get(id) ?? 'text'
    const expression = clockSql(id, { fact: leaf.fact, metric, timeZone }) ?? columns.dimension(id, metric)
    return { expression: type === 'text' ? sql`(${expression})::text` : sql`(${expression})`, type }
  }
  const condition = (filter: Filter) => filterSql(filter, target)
  const callback = (where: On<never, SqlBool>) => sql<SqlBool>`(${columnOrExpression(where, bounds)})`
  const { kept } = query
  const dimensions = query.dimensions.map(({ id, restOf }) => {
    const own = target(restOf ?? id)
    if (!kept?.other || (restOf ?? id) !== kept.dimension) return own.expression
    const isKept = keptSql(own, kept)
    return restOf === undefined ? sql`case when ${isKept} then ${own.expression} end` : sql`(${isKept}) is not true`
  })
  const where = [
    sql`tenant_id = ${bounds.tenant}`,
    ...(leaf.fact.where ? [callback(leaf.fact.where)] : []),
    ...(query.where ? [condition(query.where)] : []),
  ]
  return { columns, dimensions, where, condition, callback }
}

/** Select list entries of the dimensions: `… as d1, … as d2`. */
export function dimensionSelects(dimensions: readonly RawBuilder<unknown>[]): RawBuilder<unknown>[] {
  return dimensions.map((expression, index) => sql`${expression} as ${sql.ref(dimensionColumn(index))}`)
}

/** `group by 1, 2 …` over the ordinal and the dimensions. */
export function groupBy(dimensions: number): RawBuilder<unknown> {
  return sql.join(Array.from({ length: dimensions + 1 }, (_, index) => sql.lit(index + 1)))
}
