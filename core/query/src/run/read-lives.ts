import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { factOf, type Fact } from '@tessera/plugin-api/server'
import type { Life, Lives } from '../compile/fill.ts'
import type { TenantStatements } from '../tenant-database.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { written } from './statements.ts'

type Text = string | null | undefined

const [earliest, latest] = ['0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z'].map((text) =>
  Temporal.Instant.from(text),
) as [Temporal.Instant, Temporal.Instant]

/** A time as PostgreSQL writes it. Rows may lie beyond all that is asked for, in years before 1 or after 9999, or at infinity. */
function instantOf(text: string, fact: Fact, timeZone: string): Temporal.Instant {
  if (!/^\d{4}-\d\d-\d\d(T[^ ]*)?$/.test(text)) return /BC$|^-/.test(text) ? earliest : latest
  if (fact.time.type === 'instant') return Temporal.Instant.from(text)
  return Temporal.PlainDate.from(text).toZonedDateTime({ timeZone }).toInstant()
}

const beginsAt = ({ interval, time }: Fact) => interval?.start ?? time.column

/** Selects the first and last time of each fact of the tenant `$1`. */
function livesText(facts: readonly Fact[]): string {
  const asText = (fact: Fact, end: 'min' | 'max') => {
    const value = sql`(select ${sql.raw(end)}(${sql.ref(beginsAt(fact))}) from ${sql.table(fact.table)} where tenant_id = $1::uuid)`
    return fact.time.type === 'instant'
      ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql`${value}::text`
  }
  const columns = facts.flatMap((fact, index) => [
    sql`${asText(fact, 'min')} as ${sql.ref(`first${index}`)}`,
    sql`${asText(fact, 'max')} as ${sql.ref(`last${index}`)}`,
  ])
  return written(sql`select ${sql.join(columns)}`).sql
}

/** Written once for the facts of a question. */
const texts = new LRUCache<string, string>({ max: 500 })

/** Reads when each fact of a query begins and ends for a tenant: two index look-ups a fact. */
export async function readLives(
  { run }: TenantStatements,
  query: Pick<ResolvedQuery, 'measures' | 'time'>,
  tenantId: string,
): Promise<Lives> {
  const facts = [...new Set(query.measures.map((measure) => factOf(measure.source)))]
  const key = facts.map((fact) => [fact.table, beginsAt(fact), fact.time.type].join()).join(';')
  const text = texts.get(key) ?? livesText(facts)
  texts.set(key, text)
  const [row = {}] = await run({ sql: text, parameters: [tenantId] }, { prepared: true })
  const life = (fact: Fact, index: number): Life | null => {
    const [first, last] = [row[`first${index}`] as Text, row[`last${index}`] as Text]
    if (!first || !last) return null
    const { timeZone } = query.time.calendar
    return { first: instantOf(first, fact, timeZone), last: instantOf(last, fact, timeZone) }
  }
  return new Map(facts.map((fact, index) => [fact, life(fact, index)]))
}
