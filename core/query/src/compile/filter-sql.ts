import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Filter, FilterLeaf } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { filterValues, type TypedValue } from '../resolve/filter-values.ts'
import { compareSql, oneOfSql, type Comparable } from './compare-sql.ts'

function anyOf(target: Comparable, values: readonly TypedValue[], withNull: boolean): RawBuilder<SqlBool> {
  const { expression } = target
  const inList = values.length > 0 ? oneOfSql(target, values) : null
  if (!withNull) return inList ?? sql<SqlBool>`false`
  return inList ? sql<SqlBool>`(${expression} is null or ${inList})` : sql<SqlBool>`${expression} is null`
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

function like(expression: RawBuilder<unknown>, leaf: FilterLeaf, values: readonly TypedValue[]): RawBuilder<SqlBool> {
  const pattern = (value: TypedValue) => {
    const text = escapeLike(String(value))
    if (leaf.operator === 'startsWith') return `${text}%`
    return leaf.operator === 'endsWith' ? `%${text}` : `%${text}%`
  }
  const matches = sql`${expression}::text ilike any(${values.map(pattern)}::text[])`
  return leaf.operator === 'notContains' ? sql<SqlBool>`((${matches}) is not true)` : sql<SqlBool>`(${matches})`
}

function condition(leaf: FilterLeaf, target: Comparable): RawBuilder<SqlBool> {
  const { expression, type } = target
  if (leaf.operator === 'set') return sql<SqlBool>`${expression} is not null`
  if (leaf.operator === 'notSet') return sql<SqlBool>`${expression} is null`
  if (!leaf.values)
    throw queryErrors('invalid_query', { reason: `'${leaf.operator}' on '${leaf.member}' needs values` })
  const withNull = leaf.values.includes(null)
  const values = filterValues(leaf, type)
  if (leaf.operator === 'equals') return anyOf(target, values, withNull)
  if (leaf.operator === 'notEquals') return sql<SqlBool>`(${anyOf(target, values, withNull)}) is not true`
  if (['gt', 'gte', 'lt', 'lte'].includes(leaf.operator)) {
    const [value, ...more] = values
    if (value === undefined || more.length > 0 || withNull) {
      throw queryErrors('invalid_query', { reason: `'${leaf.operator}' on '${leaf.member}' takes one value` })
    }
    return compareSql(target, leaf.operator as 'gt' | 'gte' | 'lt' | 'lte', value)
  }
  if (withNull) throw queryErrors('invalid_query', { reason: `'${leaf.operator}' on '${leaf.member}' takes no null` })
  return like(expression, leaf, values)
}

/** SQL of a filter tree. A condition on a missing value is false unless it asks for missing values; `not` keeps them. */
export function filterSql(filter: Filter, target: (member: string) => Comparable): RawBuilder<SqlBool> {
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
