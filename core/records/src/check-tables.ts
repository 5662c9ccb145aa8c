import type { PluginSpec } from '@tessera/plugin-api'
import type { ImportColumn, ImportKind } from '@tessera/plugin-api/wire'
import { sql, type Kysely } from 'kysely'
import { recordErrors } from './errors.ts'
import { recordTables, type RecordTable } from './record-table.ts'

/** A column as the database has it. */
interface Column {
  readonly name: string
  readonly type: string
  readonly must_be: boolean
  readonly is_filled: boolean
  readonly is_generated: boolean
}

const fitting: Readonly<Record<ImportKind, readonly string[]>> = {
  text: ['text', 'varchar', 'bpchar', 'citext'],
  choice: ['text', 'varchar', 'bpchar', 'citext'],
  id: ['uuid', 'text', 'varchar'],
  integer: ['int8', 'int4', 'int2', 'numeric'],
  number: ['numeric', 'float8', 'float4'],
  boolean: ['bool'],
  instant: ['timestamptz'],
  date: ['date'],
}

async function columnsOf(owner: Kysely<never>, place: string): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select a.attname as name, t.typname as type, a.attnotnull as must_be, a.atthasdef or a.attidentity <> '' as is_filled,
      a.attgenerated <> '' or a.attidentity = 'a' as is_generated
    from pg_attribute a join pg_type t on t.oid = a.atttypid join pg_class c on c.oid = a.attrelid
    where a.attrelid = to_regclass(${place}) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`.execute(
    owner,
  )
  return rows
}

/** Whether the tenant and these columns, and no others, are a key or unique. */
async function isKey(owner: Kysely<never>, place: string, key: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from pg_index i where i.indrelid = to_regclass(${place}) and i.indisunique and i.indimmediate and i.indpred is null
      and i.indexprs is null and i.indisvalid
      and (select array_agg(a.attname::text order by a.attname::text collate "C")
           from unnest(i.indkey::int2[]) with ordinality k(at, nth)
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.at where k.nth <= i.indnkeyatts)
        = (select array_agg(name order by name collate "C") from unnest(${['tenant_id', ...key]}::text[]) name)`.execute(
    owner,
  )
  return rows.length > 0
}

function whyColumnUnfit({ name, kind, nullable }: ImportColumn, found: Column | undefined): string | null {
  if (!found) return `it has no column '${name}'; add it in a migration, or take it out of the columns`
  if (found.is_generated) return `the database fills its column '${name}' itself; take it out of the columns`
  const types = fitting[kind]
  if (!types.includes(found.type)) {
    return `its column '${name}' is ${found.type} in the database, which does not take ${kind} as it is; make it ${types[0]}`
  }
  if (nullable && found.must_be) {
    return `its column '${name}' may be left out, but is not null in the database; give it a default in the contract, or drop not null`
  }
  return null
}

async function whyUnfit(owner: Kysely<never>, { place, columns, key }: RecordTable): Promise<string | null> {
  const found = await columnsOf(owner, place)
  if (found.length === 0) return 'there is no such table; make it in a migration'
  const byName = new Map(found.map((column) => [column.name, column]))
  if (byName.get('tenant_id')?.type !== 'uuid')
    return "it has no column 'tenant_id' of type uuid; add it and pass it to tools.tenantTable"
  for (const column of columns) {
    const why = whyColumnUnfit(column, byName.get(column.name))
    if (why !== null) return why
  }
  const imported = new Set(['tenant_id', ...columns.map(({ name }) => name)])
  const empty = found.find(({ name, must_be, is_filled }) => must_be && !is_filled && !imported.has(name))
  if (empty) return `nobody fills its column '${empty.name}', which is not null; give it a default, or import it`
  if (await isKey(owner, place, key)) return null
  return `(tenant_id, ${key.join(', ')}) is no key of it; make it the primary key, or a unique constraint`
}

/** Looks, as the owner, whether the tables that a contract declares are there as it says. Refuses with `table_unfit`. */
export async function checkTables(owner: Kysely<never>, contract: PluginSpec): Promise<void> {
  for (const table of recordTables(contract)) {
    const reason = await whyUnfit(owner, table)
    if (reason !== null) throw recordErrors('table_unfit', { table: table.place, reason })
  }
}
