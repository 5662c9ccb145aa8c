import { sql, type RawBuilder } from 'kysely'
import type { RunTransaction } from '@tessera/plugin-api/server'
import type { CheckedRow } from './check-rows.ts'
import type { ColumnTypes } from './column-types.ts'
import type { RecordTable } from './record-table.ts'

/** A table of one tenant, and the transactions of its plugin there. */
export interface RecordPlace {
  readonly table: RecordTable
  readonly tenantId: string
  readonly transaction: RunTransaction
  /** Hears, when they are stored, that rows of the table were added, changed or taken away. It never fails. */
  readonly changed: () => Promise<void>
}

/** Where rows stood among those given, from 1. With its space it is the name of no column. */
export const placeOfRow = 'place given'

/** Some columns of rows, as the table would hold them, under the name `given`. */
export function givenRows(
  types: ColumnTypes,
  { rows, names }: { readonly rows: readonly CheckedRow[]; readonly names: readonly string[] },
): RawBuilder<unknown> {
  const typeOf = (name: string) => types.get(name) ?? { sent: 'text', held: null }
  // why: behind a select the planner takes them for few, and finds stored rows by their key instead of reading all of the tenant
  const lists = names.map((name) => sql`(select ${rows.map((row) => row[name])}::${sql.raw(typeOf(name).sent)}[])`)
  const held = names.map((name) => {
    const { held: type } = typeOf(name)
    return type === null ? sql.ref(name) : sql`${sql.ref(name)}::${sql.raw(type)} as ${sql.ref(name)}`
  })
  const all = [...names, placeOfRow]
  return sql`(select ${sql.join([...held, sql.ref(placeOfRow)])}
    from unnest(${sql.join(lists)}) with ordinality as sent (${sql.join(all.map((name) => sql.ref(name)))})) as given`
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
