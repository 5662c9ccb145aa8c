import { sql, type RawBuilder } from 'kysely'
import type { ColumnTypes } from './column-types.ts'
import type { RecordPlace } from './parts.ts'

/** What an undo needs of touched rows, as JSON in text: lists of `[digest of the key, key, digest of the row]`. */
export interface Notes {
  readonly added: string
  /** Of rows that were changed; the third is the row as it was, in its imported columns. */
  readonly before: string
  readonly after: string
}

type Table = Pick<RecordPlace['table'], 'key' | 'columns'>

/** A digest of the key of a row, `given` or `stored`: equal keys have one. */
export function digestOfKey({ key }: Table, of: 'given' | 'stored'): RawBuilder<unknown> {
  return sql`md5(jsonb_build_array(${sql.join(key.map((name) => sql.ref(`${of}.${name}`)))})::text)::uuid`
}

/** A digest of a whole stored row: it changes with each of its columns, and not with the time zone of the session. */
export function digestOfRow(types: ColumnTypes): RawBuilder<unknown> {
  const instants = [...types].filter(([, { time }]) => time === 'instant').map(([name]) => name)
  const rest = sql`(to_jsonb(stored.*) - ${instants}::text[])::text`
  if (instants.length === 0) return sql`md5(${rest})::uuid`
  const epochs = sql.join(instants.map((name) => sql`extract(epoch from ${sql.ref(`stored.${name}`)})`))
  return sql`md5(${rest} || array[${epochs}]::text)::uuid`
}

/** What statements over `stored` note of each row. */
export function notesOf({ table }: Pick<RecordPlace, 'table'>, types: ColumnTypes) {
  const others = [...types.keys()].filter((name) => !table.columns.some((column) => column.name === name))
  const parts = sql.join(table.key.flatMap((name) => [sql.lit(name), sql.ref(`stored.${name}`)]))
  const key = sql`${digestOfKey(table, 'stored')}, jsonb_build_object(${parts})`
  return {
    before: sql`jsonb_build_array(${key}, to_jsonb(stored.*) - ${others}::text[])`,
    after: sql`jsonb_build_array(${key}, ${digestOfRow(types)})`,
  }
}
