import { sql, type RawBuilder } from 'kysely'
import { isSketch, type Aggregate, type Bounds, type Sketch } from '@tessera/plugin-api/server'
import { columnOrExpression } from '../compile/fact-columns.ts'
import { sqlPrinter } from '../compile/sql-printer.ts'

const unsteady =
  /\b(tessera_bounds|select|(now|random|gen_random_uuid|age|timeofday)(?=\s*\()|(clock|statement|transaction)_timestamp|current_(date|time|timestamp|user|role|setting)|localtime|localtimestamp)\b/i
const bounds: Bounds = { tenant: sql`tessera_bounds`, from: sql`tessera_bounds`, to: sql`tessera_bounds` }

type Value = Parameters<typeof columnOrExpression>[0]

/**
 * SQL of a column or callback with its parameters, as text to compare. Null when its value may change while the row does
 * not: it uses the query's bounds, reads another table, or asks for the time.
 */
export function textOf(value: Value): string | null {
  const expression: RawBuilder<unknown> = sql`${columnOrExpression(value, bounds)}`
  const { sql: text, parameters } = expression.compile(sqlPrinter)
  return unsteady.test(text) ? null : JSON.stringify([text, parameters])
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

/** What an aggregate computes, equal for equal ones; null when its parts cannot be kept in a rollup. */
export function measureKey(source: Aggregate | Sketch): string | null {
  const known = keys.get(source)
  if (known !== undefined) return known
  const key = compute(source)
  keys.set(source, key)
  return key
}
