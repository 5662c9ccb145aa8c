import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { DimensionInfo } from '@tessera/plugin-api/wire'
import type { TypedValue } from '../resolve/filter-values.ts'

/** What a condition applies to: its SQL and its type. */
export interface Comparable {
  readonly expression: RawBuilder<unknown>
  readonly type: DimensionInfo['type']
}

const operators = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const

/** A whole number that columns of every numeric type hold exactly. */
const isPlain = (text: string) => /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))

/**
 * The decimal a number is shown as. `double precision` has no exact form beside its text, and a column's type is not known here.
 */
const shown = (expression: RawBuilder<unknown>) => sql`${expression}::text::numeric`

/** How a value is compared: numbers exactly, whatever type the column has, and text by its characters, as rows are ordered. */
export function compareSql({ expression, type }: Comparable, operator: keyof typeof operators, value: TypedValue) {
  const sign = operators[operator]
  if (type === 'text') return sql<SqlBool>`${expression} collate "C" ${sign} ${value}`
  if (type === 'boolean') return sql<SqlBool>`${expression} ${sign} ${value}`
  // why: a whole number typed so leaves an index on the column of use
  return isPlain(String(value))
    ? sql<SqlBool>`${expression} ${sign} ${value}::bigint`
    : sql<SqlBool>`${shown(expression)} ${sign} ${value}::numeric`
}

function listSql(expression: RawBuilder<unknown>, values: readonly TypedValue[], type: 'bigint' | 'numeric' | null) {
  const [only, ...more] = values
  const one = type === null ? sql`` : sql`::${sql.raw(type)}`
  const list = type === null ? sql`` : sql`::${sql.raw(type)}[]`
  return more.length === 0
    ? sql<SqlBool>`${expression} = ${only}${one}`
    : sql<SqlBool>`${expression} = any(${values}${list})`
}

/** Whether something has one of several values. They travel as one parameter: a statement has room for 65,535. */
export function oneOfSql({ expression, type }: Comparable, values: readonly TypedValue[]): RawBuilder<SqlBool> {
  if (type !== 'number') return listSql(expression, values, null)
  const plain = values.filter((value) => isPlain(String(value)))
  const others = values.filter((value) => !isPlain(String(value)))
  const parts = [
    ...(plain.length > 0 ? [listSql(expression, plain, 'bigint')] : []),
    ...(others.length > 0 ? [listSql(shown(expression), others, 'numeric')] : []),
  ]
  return parts.length === 1 ? (parts[0] as RawBuilder<SqlBool>) : sql<SqlBool>`(${sql.join(parts, sql` or `)})`
}
