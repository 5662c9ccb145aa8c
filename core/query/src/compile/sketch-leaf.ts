import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Sketch } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { aggregateScan } from './aggregate-scan.ts'
import { ordinalSql } from './bucket-sql.ts'
import { columnOrExpression } from './fact-columns.ts'
import { aggregateRows } from './fact-rows.ts'
import { all, dimensionColumn, dimensionSelects, groupBy, measureColumn, type Leaf, type LeafContext } from './leaf.ts'
import type { RowsBehind } from './rows-behind.ts'
import { sketchSql } from './sketch-sql.ts'

/** Sketches of single rows: ordinal, dimensions, `_part`, `_kept`; null when the period has no bucket to read. */
export function sketchParts(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = aggregateScan(leaf, context)
  if (!scan) return null
  const { first, scope, scoped } = scan
  const source = first.source as Sketch
  const { part, kept } = sketchSql(source)
  const value = sql`${columnOrExpression(source.value, scoped)}`
  const condition = scan.conditionOf(first)
  const select = sql.join([
    sql`${ordinalSql(scan.time, scan.bounds, leaf.fact)} as ordinal`,
    ...dimensionSelects(scope.dimensions),
    sql`${part(value)} as _part`,
    sql`${kept(value)} as _kept`,
  ])
  return sql`
    select ${select}
    from ${scope.columns.from()}
    where ${all([...scan.where, ...(condition ? [condition] : [])])}
    group by ${groupBy(scope.dimensions.length + 1)}`
}

/** Parts of a sketch from rows, and those that a rollup keeps packed. */
interface Parts {
  readonly rows: RawBuilder<unknown> | null
  readonly kept: RawBuilder<unknown> | null
}

/** The estimate of each bucket and group from sketches of its parts, wherever those were read. */
export function estimateLeaf(leaf: Leaf, context: LeafContext, { rows, kept }: Parts): RawBuilder<unknown> | null {
  const [measure] = leaf.measures
  if (!measure || !(rows ?? kept)) return null
  const source = measure.source as Sketch
  const { packed, combined, estimate, estimatePacked } = sketchSql(source)
  const names = [sql.ref('ordinal'), ...context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))]
  const by = sql.join(names)
  const together =
    rows && kept
      ? sql`
    select ${by}, _part, ${combined} as _kept
    from (${kept}
    union all${packed(rows, by)}
    ) as sketch
    group by ${groupBy(names.length)}`
      : (rows ?? kept)
  const from = sql`(${together}
      ) as part`
  const estimated = kept ? estimatePacked : estimate
  return sql`
  select ${by}, value as ${sql.ref(measureColumn(measure, context.period))}
  from (${estimated(from, by, source.fraction ?? 0.5)}
  ) as estimated`
}

/** Approximate distinct counts and percentiles from single rows. */
export function sketchLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const parts = sketchParts(leaf, context)
  return estimateLeaf(leaf, context, { rows: parts, kept: null })
}

/** Rows that an estimate is of: those of the exact number. */
export function sketchRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const { kind, ...rest } = measure.source as Sketch
  const exact: Aggregate = { ...rest, kind: kind === 'approximate_distinct' ? 'distinct' : 'percentile' }
  return aggregateRows({ ...measure, source: exact }, context)
}
