import { sql, type RawBuilder } from 'kysely'
import type { Fact } from '@tessera/plugin-api/server'
import type { DimensionInfo } from '@tessera/plugin-api/wire'
import type { TypedValue } from '../resolve/filter-values.ts'
import { timeType } from './bucket-sql.ts'
import { oneOfSql } from './compare-sql.ts'
import { all, dimensionColumn } from './leaf.ts'
import type { RowField, RowsBehind } from './rows-behind.ts'

/** Place of a row in the order of rows: its time and its key, as text. */
export type RowPlace = readonly string[]

interface Page {
  readonly fact: Fact
  readonly dimensions: readonly DimensionInfo[]
  /** Value of each dimension in the cell. */
  readonly values: readonly (TypedValue | null)[]
  readonly after: RowPlace | null
  readonly limit: number
}

/** An instant in full precision, as ISO text in UTC. */
const isoText = (column: RawBuilder<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

function shown(field: RowField, column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (field.type === 'number') return column
  return field.type === 'instant' ? isoText(column) : sql`(${column})::text`
}

/** One page of the rows behind a number, newest first, each with the number of them all. */
export function rowsStatement(behind: RowsBehind, page: Page): RawBuilder<Record<string, unknown>> {
  const { fact, dimensions, after } = page
  const keys = behind.keys.map((_, index) => sql.ref(`_k${index + 1}`))
  const place = sql.join([sql`_ts`, ...keys])
  const inCell = dimensions.map(({ type }, index) => {
    const value = page.values[index] ?? null
    const expression = sql`${sql.ref(dimensionColumn(index))}`
    return value === null ? sql`${expression} is null` : oneOfSql({ expression, type }, [value])
  })
  const [time, ...key] = after ?? []
  const beyond = after
    ? sql`\n  where (${place}) < (${sql.join([sql`${time}::${timeType(fact)}`, ...key.map((text) => sql`${text}`)])})`
    : sql``
  const order = sql.join([sql`_ts desc`, ...keys.map((name) => sql`${name} desc`)])
  const instant = fact.time.type === 'instant'
  const columns = sql.join([
    sql`counted.total`,
    sql`${instant ? isoText(sql`_ts`) : sql`_ts::text`} as time`,
    ...dimensions.map((_, index) => sql.ref(dimensionColumn(index))),
    ...behind.keys.map((_, index) => sql`${sql.ref(`_k${index + 1}`)}::text as ${sql.ref(`k${index + 1}`)}`),
    ...(behind.value ? [sql`${shown(behind.value, sql`_value`)} as value`] : []),
    ...behind.details.map((field, index) => {
      return sql`${shown(field, sql`${sql.ref(`_x${index + 1}`)}`)} as ${sql.ref(`x${index + 1}`)}`
    }),
  ])
  return sql<Record<string, unknown>>`with behind as (
  ${behind.sql}
),
cell as (
  select * from behind where ${all(inCell)}
),
page as (
  select * from cell${beyond}
  order by ${order}
  limit ${sql.lit(page.limit + 1)}
)
select ${columns}
from (select count(*) as total from cell) as counted left join page on true
order by ${order}`
}
