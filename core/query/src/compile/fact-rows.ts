import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Bounds, Lost, Snapshot, Trailing } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { aggregateScan } from './aggregate-scan.ts'
import { bucketScan } from './bucket-join.ts'
import { columnOrExpression } from './fact-columns.ts'
import { all, dimensionSelects, type LeafContext } from './leaf.ts'
import { factFields, leafOf, valueField, type RowsBehind } from './rows-behind.ts'
import { lastingJoin } from './snapshot-leaf.ts'
import { trailingWindows } from './trailing-leaf.ts'

interface Scan {
  readonly aggregate: Aggregate
  readonly measure: PlannedMeasure
  readonly scoped: Bounds
  readonly dimensions: readonly RawBuilder<unknown>[]
  readonly from: () => RawBuilder<unknown>
  readonly where: readonly RawBuilder<unknown>[]
}

/** Rows without the value an aggregate takes do not count in it, so they are not behind its number. */
function selectRows(scan: Scan): RowsBehind {
  const { fact } = leafOf(scan.measure)
  const { keys, details, keySelects, selects } = factFields(fact)
  const value = valueField(scan.aggregate, fact)
  const taken =
    scan.aggregate.value === undefined ? null : sql`${columnOrExpression(scan.aggregate.value, scan.scoped)}`
  const select = sql.join([
    sql`${sql.ref(fact.time.column)} as _ts`,
    ...dimensionSelects(scan.dimensions),
    ...keySelects,
    ...(taken ? [sql`${taken} as _value`] : []),
    ...selects,
  ])
  const where = all([...scan.where, ...(taken ? [sql`(${taken}) is not null`] : [])])
  return { sql: sql`select ${select}\n  from ${scan.from()}\n  where ${where}`, keys, value, details }
}

/** Rows of a count, sum, mean, minimum, maximum, distinct count or percentile. */
export function aggregateRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const scan = aggregateScan(leafOf(measure), context)
  if (!scan) return null
  const { scope } = scan
  const own = scan.conditionOf(measure)
  return selectRows({
    aggregate: measure.source as Aggregate,
    measure,
    scoped: scan.scoped,
    dimensions: scope.dimensions,
    from: () => scope.columns.from(),
    where: [...scan.where, ...(own ? [own] : [])],
  })
}

/** What a snapshot takes from each open row, written as an aggregate. */
function lastingAggregate({ fact, measure }: Snapshot | Lost): Aggregate {
  if (measure === 'count') return { kind: 'count', fact }
  return 'distinct' in measure
    ? { kind: 'distinct', fact, value: measure.distinct }
    : { kind: 'sum', fact, value: measure.sum }
}

/** Rows open at the instant of a snapshot, or those that were lost. */
export function lastingRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const leaf = leafOf(measure)
  const join = lastingJoin(leaf, context)
  const scan = join && bucketScan(leaf, context, join)
  if (!scan) return null
  return selectRows({
    aggregate: lastingAggregate(measure.source as Snapshot | Lost),
    measure,
    scoped: scan.scoped,
    dimensions: scan.scope.dimensions,
    from: scan.from,
    where: [...scan.scope.where, ...scan.conditionsOf(measure)],
  })
}

/** Rows in the window that ends with the bucket: those of its aggregate over a longer span. */
export function trailingRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const source = measure.source as Trailing
  const { period, relative } = trailingWindows(source, context)
  const time = { ...context.query.time, relative }
  return aggregateRows(
    { ...measure, source: source.aggregate },
    { ...context, period, query: { ...context.query, time } },
  )
}
