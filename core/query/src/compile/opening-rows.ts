import { sql, type RawBuilder } from 'kysely'
import type { Fact } from '@tessera/plugin-api/server'
import { tableOf } from './fact-columns.ts'
import { all } from './leaf.ts'

interface Reading {
  readonly fact: Fact
  /** Column that identifies what is observed. */
  readonly entity: string
  /** Conditions of every row that counts. */
  readonly where: readonly RawBuilder<unknown>[]
  /** End of the first bucket. */
  readonly opening: RawBuilder<unknown>
  /** End of the last one; null where there is one bucket only. */
  readonly end: RawBuilder<unknown> | null
}

/**
 * The rows that may stand at the end of a bucket, as CTEs up to `latest`: of those before the end of the first bucket the last
 * ones of each entity, and all later ones. Entities are hashed to find them, so a long history is not sorted.
 */
export function openingRows({ fact, entity, where, opening, end }: Reading) {
  const time = sql.ref(fact.time.column)
  const table = tableOf(fact.table)
  const known = sql`${sql.ref(entity)} is not null`
  // why: the bound lets an index on the time skip the history; rows of one time are all kept, the key decides between them later
  const before = all([
    ...where,
    sql`${time} >= (select min(_at) from before)`,
    sql`(${sql.ref(entity)}, ${time}) in (select _entity, _at from before)`,
  ])
  const later = end && all([...where, known, sql`${time} >= ${opening}`, sql`${time} < ${end}`])
  const rest = later
    ? sql`
      union all
      select *
      from ${table}
      where ${later}`
    : sql``
  return {
    // why: an expression of a plugin may name its columns with their table
    rows: sql`latest as ${sql.ref(fact.table.slice(fact.table.indexOf('.') + 1))}`,
    ctes: sql`before as (
      select ${sql.ref(entity)} as _entity, max(${time}) as _at
      from ${table}
      where ${all([...where, known, sql`${time} < ${opening}`])}
      group by 1
    ),
    latest as (
      select *
      from ${table}
      where ${before}${rest}
    ),
    `,
  }
}
