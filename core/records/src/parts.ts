import { sql, type RawBuilder } from 'kysely'
import type { RunTransaction } from '@tessera/plugin-api/server'
import type { RecordTable } from './record-table.ts'

/** A table of one tenant, and the transactions of its plugin there. */
export interface RecordPlace {
  readonly table: RecordTable
  readonly tenantId: string
  readonly transaction: RunTransaction
}

/** Rows of a text of JSON as the table would hold them, under the name `given`. */
export function givenRows({ place }: RecordTable, json: string): RawBuilder<unknown> {
  return sql`jsonb_populate_recordset(null::${sql.table(place)}, ${json}::jsonb) with ordinality as given`
}

/** Columns of one of the two, `given` or `stored`, in a list. */
export function columnsOf(of: 'given' | 'stored', names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(`${of}.${name}`)))
}

/** A stored row has the key of a given one, and belongs to the tenant. */
export function sameKey({ key }: RecordTable, tenantId: string): RawBuilder<unknown> {
  const equal = key.map((name) => sql`${sql.ref(`stored.${name}`)} = ${sql.ref(`given.${name}`)}`)
  return sql.join([sql`stored.tenant_id = ${tenantId}::uuid`, ...equal], sql` and `)
}
