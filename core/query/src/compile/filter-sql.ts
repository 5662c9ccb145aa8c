import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Filter, FilterLeaf } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'

/** What a filter condition applies to: its SQL and its type. */
export interface FilterTarget {
  readonly expression: RawBuilder<unknown>
  readonly type: 'text' | 'number' | 'boolean'
}

type Value = string | number | boolean

function typed(leaf: FilterLeaf, value: Value, type: FilterTarget['type']): Value {
  if (type === 'text') return String(value)
  if (type === 'number') {
    const number = typeof value === 'boolean' ? Number.NaN : Number(value)
    if (Number.isFinite(number)) return number
  } else if (typeof value === 'boolean' || value === 'true' || value === 'false') {
    return value === true || value === 'true'
  }
  throw queryErrors('invalid_query', { reason: `'${leaf.member}' is a ${type}; '${String(value)}' is not` })
}

/** Whether an expression has one of several values. They travel as one parameter: a statement has room for 65,535. */
export function oneOfSql(expression: RawBuilder<unknown>, values: readonly Value[]): RawBuilder<SqlBool> {
  const [only, ...more] = values
  return more.length === 0 ? sql<SqlBool>`${expression} = ${only}` : sql<SqlBool>`${expression} = any(${values})`
}

function anyOf(expression: RawBuilder<unknown>, values: readonly Value[], withNull: boolean): RawBuilder<SqlBool> {
  const inList = values.length > 0 ? oneOfSql(expression, values) : null
  if (!withNull) return inList ?? sql<SqlBool>`false`
  return inList ? sql<SqlBool>`(${expression} is null or ${inList})` : sql<SqlBool>`${expression} is null`
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

function like(expression: RawBuilder<unknown>, leaf: FilterLeaf, values: readonly Value[]): RawBuilder<SqlBool> {
  const pattern = (value: Value) => {
    const text = escapeLike(String(value))
    if (leaf.operator === 'startsWith') return `${text}%`
    return leaf.operator === 'endsWith' ? `%${text}` : `%${text}%`
  }
  const matches = sql`${expression}::text ilike any(${values.map(pattern)}::text[])`
  return leaf.operator === 'notContains' ? sql<SqlBool>`((${matches}) is not true)` : sql<SqlBool>`(${matches})`
}

const comparators = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const

function condition(leaf: FilterLeaf, target: FilterTarget): RawBuilder<SqlBool> {
  const { expression, type } = target
  if (leaf.operator === 'set') return sql<SqlBool>`${expression} is not null`
  if (leaf.operator === 'notSet') return sql<SqlBool>`${expression} is null`
  if (!leaf.values)
    throw queryErrors('invalid_query', { reason: `'${leaf.operator}' on '${leaf.member}' needs values` })
  const withNull = leaf.values.includes(null)
  const values = leaf.values.filter((value) => value !== null).map((value) => typed(leaf, value, type))
  if (leaf.operator === 'equals') return anyOf(expression, values, withNull)
  if (leaf.operator === 'notEquals') return sql<SqlBool>`(${anyOf(expression, values, withNull)}) is not true`
  if (leaf.operator in comparators) {
    const [value, ...more] = values
    if (value === undefined || more.length > 0) {
      throw queryErrors('invalid_query', { reason: `'${leaf.operator}' on '${leaf.member}' takes one value` })
    }
    return sql<SqlBool>`${expression} ${comparators[leaf.operator as keyof typeof comparators]} ${value}`
  }
  if (withNull) throw queryErrors('invalid_query', { reason: `'${leaf.operator}' on '${leaf.member}' takes no null` })
  return like(expression, leaf, values)
}

/** SQL of a filter tree. A condition on a missing value is false unless it asks for missing values; `not` keeps them. */
export function filterSql(filter: Filter, target: (member: string) => FilterTarget): RawBuilder<SqlBool> {
  const all = (parts: readonly Filter[], word: RawBuilder<unknown>) =>
    sql<SqlBool>`(${sql.join(
      parts.map((part) => filterSql(part, target)),
      word,
    )})`
  if ('and' in filter) return all(filter.and, sql` and `)
  if ('or' in filter) return all(filter.or, sql` or `)
  if ('not' in filter) return sql<SqlBool>`(${filterSql(filter.not, target)}) is not true`
  return condition(filter, target(filter.member))
}
