import { sql, type RawBuilder } from 'kysely'
import type { Fact } from '@tessera/plugin-api/server'
import { timeType } from '../compile/bucket-sql.ts'

/** A stretch of time as a fact's time column compares with it, half-open. */
export interface Within {
  readonly from: string
  readonly to: string
}

/** Conditions that hold a time column to stretches of time. */
export function withinSql(time: RawBuilder<unknown>, stretches: readonly Within[], fact: Fact): RawBuilder<unknown>[] {
  const type = timeType(fact)
  const [only, ...more] = stretches
  if (only && more.length === 0) {
    return [sql`${time} >= ${only.from}::${type}`, sql`${time} < ${only.to}::${type}`]
  }
  const either = stretches.map(({ from, to }) => sql`${time} >= ${from}::${type} and ${time} < ${to}::${type}`)
  return [sql`(${sql.join(either, sql` or `)})`]
}
