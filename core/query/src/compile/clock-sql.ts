import { sql, type RawBuilder } from 'kysely'
import { hourDimension, weekdayDimension, type Fact } from '@tessera/plugin-api/server'
import { queryErrors } from '../errors.ts'

/** A zone as `at time zone` takes it. */
function zoneSql(timeZone: string): RawBuilder<unknown> {
  // why: the database takes short names such as CET for abbreviations, which know no summer time
  const name = timeZone.includes('/')
    ? timeZone
    : new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  // why: it reads the signs of plain offsets the other way round, those of intervals as they are meant
  if (/^[+-]/.test(name)) return sql`interval ${sql.lit(name)}`
  return sql`${sql.lit(name)}`
}

/** What is asked of the time of a fact's rows, and where the clock stands. */
interface Clock {
  readonly fact: Fact
  readonly metric: string
  readonly timeZone: string
}

/**
 * SQL of a dimension that rows have by their time; null for every other one. Refuses the hour of rows dated by calendar day with
 * `hour_finer_than_fact`.
 */
export function clockSql(id: string, { fact, metric, timeZone }: Clock): RawBuilder<unknown> | null {
  if (id !== weekdayDimension && id !== hourDimension) return null
  const time = sql.ref(fact.time.column)
  const isDated = fact.time.type === 'local_date'
  if (isDated && id === hourDimension) {
    throw queryErrors('hour_finer_than_fact', { metric, dimension: id, fact: fact.name, instead: weekdayDimension })
  }
  const part = sql.raw(id === hourDimension ? 'hour' : 'isodow')
  const local = isDated ? sql`${time}` : sql`${time} at time zone ${zoneSql(timeZone)}`
  return sql`extract(${part} from ${local})::int`
}
