import { sql, type Kysely } from 'kysely'
import { factOf, type Fact } from '@tessera/plugin-api/server'
import type { Life, Lives } from '../compile/fill.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'

type Text = string | null

function instantOf(text: string, fact: Fact, timeZone: string): Temporal.Instant {
  if (fact.time.type === 'instant') return Temporal.Instant.from(text)
  return Temporal.PlainDate.from(text).toZonedDateTime({ timeZone }).toInstant()
}

/** Reads when each fact of a query begins and ends for a tenant: two index look-ups a fact. */
export async function readLives(db: Kysely<never>, query: ResolvedQuery, tenantId: string): Promise<Lives> {
  const facts = [...new Set(query.measures.map((measure) => factOf(measure.source)))]
  const asText = (fact: Fact, end: 'min' | 'max') => {
    const column = sql.ref(fact.interval?.start ?? fact.time.column)
    const value = sql`(select ${sql.raw(end)}(${column}) from ${sql.table(fact.table)} where tenant_id = ${tenantId}::uuid)`
    return fact.time.type === 'instant'
      ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql`${value}::text`
  }
  const columns = facts.flatMap((fact, index) => [
    sql`${asText(fact, 'min')} as ${sql.ref(`first${index}`)}`,
    sql`${asText(fact, 'max')} as ${sql.ref(`last${index}`)}`,
  ])
  const { rows } = await sql<Record<string, Text>>`select ${sql.join(columns)}`.execute(db)
  const row = rows[0] ?? {}
  const life = (fact: Fact, index: number): Life | null => {
    const first = row[`first${index}`]
    const last = row[`last${index}`]
    if (!first || !last) return null
    const { timeZone } = query.time.calendar
    return { first: instantOf(first, fact, timeZone), last: instantOf(last, fact, timeZone) }
  }
  return new Map(facts.map((fact, index) => [fact, life(fact, index)]))
}
