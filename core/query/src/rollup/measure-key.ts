import { sql, type RawBuilder } from 'kysely'
import { isSketch, type Aggregate, type Bounds, type Sketch } from '@tessera/plugin-api/server'
import { columnOrExpression } from '../compile/fact-columns.ts'
import { sqlPrinter } from '../compile/sql-printer.ts'

const marker = 'tessera_bounds'
const bounds: Bounds = { tenant: sql.raw(marker), from: sql.raw(marker), to: sql.raw(marker) }

/** A column or a callback, as facts and measures carry it. */
export type Value = Parameters<typeof columnOrExpression>[0]

/** SQL of a column or callback that does not use the query's bounds. */
export function expressionOf(value: Value): RawBuilder<unknown> {
  return sql`${columnOrExpression(value, bounds)}`
}

/**
 * SQL of a column or callback with its parameters, as text to compare. Null when it uses the query's bounds: then it is not a value
 * of the row.
 */
export function textOf(value: Value): string | null {
  const { sql: text, parameters } = expressionOf(value).compile(sqlPrinter)
  return text.includes(marker) ? null : JSON.stringify([text, parameters])
}

const storable = new Set<string>(['count', 'sum', 'min', 'max', 'distinct'])
const keys = new WeakMap<Aggregate | Sketch, string | null>()

function compute(source: Aggregate | Sketch): string | null {
  // why: bins are the same whichever percentile is read from them
  if (!isSketch(source) && (!storable.has(source.kind) || source.after)) return null
  const value = source.value === undefined ? '' : textOf(source.value)
  const where = source.where === undefined ? '' : textOf(source.where)
  return value === null || where === null ? null : JSON.stringify([source.kind, value, where])
}

/** What an aggregate computes, equal for equal ones; null when no rollup can keep its parts, whatever its expressions. */
export function measureKey(source: Aggregate | Sketch): string | null {
  const known = keys.get(source)
  if (known !== undefined) return known
  const key = compute(source)
  keys.set(source, key)
  return key
}
