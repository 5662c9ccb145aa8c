import { importColumns, type ImportableSpec, type PluginSpec } from '@tessera/plugin-api'
import type { ImportColumn } from '@tessera/plugin-api/wire'
import { schemaOf } from '@tessera/registry'
import { z } from 'zod'
import { recordErrors } from './errors.ts'

/** A table that is imported, made ready to be written and read. */
export interface RecordTable {
  readonly plugin: string
  readonly name: string
  readonly spec: ImportableSpec
  /** `schema.table`. */
  readonly place: `${string}.${string}`
  readonly columns: readonly ImportColumn[]
  readonly key: readonly string[]
  /** Columns that may be left out, and whose schema does not take null for that. */
  readonly leftOutByNull: readonly string[]
  /** Columns that are no part of the key. */
  readonly others: readonly string[]
  /** A whole row, without columns that nobody knows. */
  readonly row: z.ZodObject
  readonly keyOfRow: z.ZodObject
}

const made = new WeakMap<ImportableSpec, RecordTable>()

function make(plugin: string, name: string, spec: ImportableSpec): RecordTable {
  const shape = spec.columns.shape as Readonly<Record<string, z.ZodType>>
  // why: a plugin whose columns have no kind does not start
  const columns = importColumns(spec) as readonly ImportColumn[]
  return {
    plugin,
    name,
    spec,
    place: `${schemaOf(plugin)}.${name}`,
    columns,
    key: spec.key,
    others: columns.filter(({ isKey }) => !isKey).map((column) => column.name),
    leftOutByNull: columns
      .filter((column) => column.nullable && shape[column.name]?.safeParse(null).success === false)
      .map((column) => column.name),
    row: spec.columns.strict(),
    keyOfRow: z.object(Object.fromEntries(spec.key.map((one) => [one, shape[one] ?? z.never()]))),
  }
}

/** One of the tables that a plugin declares. Refuses with `table_unknown`. */
export function recordTable({ id, tables = {} }: PluginSpec, name: string): RecordTable {
  const spec = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (!spec) throw recordErrors('table_unknown', { plugin: id, table: name, known: Object.keys(tables).join(', ') })
  const known = made.get(spec) ?? make(id, name, spec)
  made.set(spec, known)
  return known
}

/** All tables that a plugin declares. */
export function recordTables(contract: PluginSpec): readonly RecordTable[] {
  return Object.keys(contract.tables ?? {}).map((name) => recordTable(contract, name))
}
