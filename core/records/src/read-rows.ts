import type { ReadOptions, RecordPage } from '@tessera/plugin-api/server'
import type { ImportColumn } from '@tessera/plugin-api/wire'
import { sql, type RawBuilder } from 'kysely'
import { checkKeys } from './check-rows.ts'
import { columnTypes } from './column-types.ts'
import { recordErrors } from './errors.ts'
import { columnsOf, givenRows, sameKey, type RecordPlace } from './parts.ts'

type Row = Readonly<Record<string, unknown>>

const mostOfPage = 10_000
const usual = 1_000

/** A column as it is read: instants as text of ISO 8601 with all their digits, dates as text. */
function shown({ name, kind }: ImportColumn): RawBuilder<unknown> {
  const column = sql.ref(`stored.${name}`)
  if (kind !== 'instant') return sql`${column} as ${sql.ref(name)}`
  const written = sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
  return sql`rtrim(rtrim(${written}, '0'), '.') || 'Z' as ${sql.ref(name)}`
}

/** Rows of a tenant in the order of their keys, a page at a time. Refuses with `page_wrong` and `keys_wrong`. */
export async function readRows(place: RecordPlace, options: ReadOptions<Row> = {}): Promise<RecordPage<Row, Row>> {
  const { table, tenantId } = place
  const { limit = usual } = options
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= mostOfPage)) {
    throw recordErrors('page_wrong', { reason: `'limit' is a whole number from 1 to ${mostOfPage}` })
  }
  const keys = options.keys && checkKeys(table, options.keys)
  const after = options.after && checkKeys(table, [options.after])
  const rows = await place.transaction(async (db) => {
    const types = await columnTypes(db, place)
    const given = (wanted: readonly Row[]) => givenRows(types, { rows: wanted, names: table.key })
    const from = keys
      ? sql`${sql.table(table.place)} as stored join (select distinct ${columnsOf('given', table.key)} from ${given(keys)}) as given on ${sameKey(table, tenantId)}`
      : sql`${sql.table(table.place)} as stored`
    const behind = after
      ? sql`and (${columnsOf('stored', table.key)}) > (select ${columnsOf('given', table.key)} from ${given(after)})`
      : sql``
    const found = await sql<Row>`
      select ${sql.join(table.columns.map(shown))} from ${from}
      where stored.tenant_id = ${tenantId}::uuid ${behind}
      order by ${columnsOf('stored', table.key)} limit ${limit + 1}`.execute(db)
    return found.rows
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit),
    next: last ? Object.fromEntries(table.key.map((name) => [name, last[name]])) : null,
  }
}

/** How many rows of a tenant there are. */
export async function countRows({ table, tenantId, transaction }: RecordPlace): Promise<number> {
  const { rows } = await transaction((db) =>
    sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(table.place)} where tenant_id = ${tenantId}::uuid`.execute(db),
  )
  return rows[0]?.n ?? 0
}
