import { sql } from 'kysely'
import type { Aggregate, LastValue, Stock } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { aggregateRows } from './fact-rows.ts'
import { observationScan } from './last-value-leaf.ts'
import { dimensionColumn, type LeafContext } from './leaf.ts'
import { factFields, leafOf, valueField, type RowsBehind } from './rows-behind.ts'
import { changesOf } from './stock-leaf.ts'

/** All changes up to the end of the bucket. */
export function stockRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const { aggregate, period } = changesOf(measure.source as Stock, context)
  return aggregateRows({ ...measure, source: aggregate }, { ...context, period })
}

/** The observation of each entity that stands at the end of the bucket and has a value. */
export function lastValueRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const { fact, value } = measure.source as LastValue
  const { keys, details, keySelects, selects } = factFields(fact)
  const time = sql`${sql.ref(fact.time.column)} as _ts`
  const scan = observationScan(leafOf(measure), context, [time, ...keySelects, ...selects])
  if (!scan) return null
  const [name] = scan.names
  const taken: Aggregate = value === undefined ? { kind: 'count', fact } : { kind: 'sum', fact, value }
  const field = valueField(taken, fact)
  const select = sql.join([
    sql`_ts`,
    ...context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index))),
    ...keys.map((_, index) => sql.ref(`_k${index + 1}`)),
    ...(field ? [sql`${name} as _value`] : []),
    ...details.map((_, index) => sql.ref(`_x${index + 1}`)),
  ])
  return {
    sql: sql`with ${scan.observation}\n  select ${select}\n  from observation\n  where ${scan.stands} and ${name} is not null`,
    keys,
    value: field,
    details,
  }
}
