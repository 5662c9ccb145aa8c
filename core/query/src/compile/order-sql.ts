import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Cell } from '@tessera/plugin-api/wire'
import type { AnswerColumn } from '../resolve/answer-columns.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { setColumn } from './grouping.ts'
import { dimensionColumn } from './leaf.ts'
import { valueSql } from './value-sql.ts'

/** One thing rows are ordered by; what is missing comes last either way. */
export interface OrderKey {
  /** Name of the column in the answer's statement. */
  readonly column: string
  readonly expression: RawBuilder<unknown>
  readonly dir: 'asc' | 'desc'
  /** Is no column of the answer, but computed from some. */
  readonly isComputed?: boolean
}

/** Everything rows are ordered by: what was asked for, then bucket and dimensions, so that no two rows tie. */
export function orderKeys(query: ResolvedQuery, columns: readonly AnswerColumn[]): OrderKey[] {
  const plain = (column: string, dir: OrderKey['dir'] = 'asc') => ({ column, expression: sql`${sql.ref(column)}`, dir })
  const dimension = (index: number, dir: OrderKey['dir'] = 'asc'): OrderKey => {
    const key = plain(dimensionColumn(index), dir)
    return query.dimensions[index]?.type === 'text' ? { ...key, expression: sql`${key.expression} collate "C"` } : key
  }
  const value = (key: string, dir: OrderKey['dir'], place: number): OrderKey => {
    const index = columns.findIndex(({ name }) => name === key)
    if (index >= 0) return plain(`c${index + 1}`, dir)
    return { column: `o${place + 1}`, expression: valueSql(key, columns), dir, isComputed: true }
  }
  const asked = query.order.map(({ key, dir }, place) => {
    if (key === 'time') return plain('ordinal', dir)
    const index = query.dimensions.findIndex((d) => d.id === key)
    return index >= 0 ? dimension(index, dir) : value(key, dir, place)
  })
  const usual = query.time.grain === null && asked.length === 0 ? [plain('c1', 'desc')] : []
  return [...asked, ...usual, plain('ordinal'), ...query.dimensions.map((_, index) => dimension(index))]
}

/** List for `order by`; totals stand before all rows. */
export function orderSql(query: ResolvedQuery, keys: readonly OrderKey[]): RawBuilder<unknown> {
  const totals = query.sets ? [sql`(${sql.ref(setColumn)} = 0)`, sql.ref(setColumn)] : []
  const rows = keys.map(({ expression, dir }) => sql`${expression} ${sql.raw(dir)} nulls last`)
  return sql.join([...totals, ...rows])
}

const comparators = { asc: sql`>`, desc: sql`<` } as const

/** Whether a row comes after the one with the given values of the keys: later by a key, and equal by all keys before it. */
export function afterSql(keys: readonly OrderKey[], values: readonly Cell[]): RawBuilder<SqlBool> {
  const equal = keys.map(({ expression }, index) => {
    const value = values[index] ?? null
    return value === null ? sql`${expression} is null` : sql`${expression} = ${value}`
  })
  const later = keys.flatMap(({ expression, dir }, index) => {
    const value = values[index] ?? null
    if (value === null) return []
    const beyond = sql`(${expression} ${comparators[dir]} ${value} or ${expression} is null)`
    return [sql`(${sql.join([...equal.slice(0, index), beyond], sql` and `)})`]
  })
  return later.length > 0 ? sql<SqlBool>`(${sql.join(later, sql` or `)})` : sql<SqlBool>`false`
}
