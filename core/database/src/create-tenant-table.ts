import { sql, type Kysely, type RawBuilder } from 'kysely'
import { dataVersionTable } from './data-version-table.ts'
import { appRole, readerRole } from './roles.ts'
import { protectTenantTable } from './tenant-table.ts'

/** A table with tenants' rows that no migration made. */
export interface NewTenantTable {
  readonly schema: string
  readonly name: string
  /** The statements that create it, in order. */
  readonly statements: readonly RawBuilder<unknown>[]
}

/** Codes of "somebody else made it first": duplicate table, schema, object, catalogue row. */
const madeAlready = new Set(['42P07', '42P06', '42710', '23505'])

async function isThere(owner: Kysely<never>, { schema, name }: NewTenantTable): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relname = ${name}) as there`.execute(owner)
  return rows[0]?.there ?? false
}

/** Creates a table under tenant protection unless it is there; safe against a second starter. Answers whether it was made. */
export async function createTenantTable(owner: Kysely<never>, table: NewTenantTable): Promise<boolean> {
  if (await isThere(owner, table)) return false
  try {
    return await owner.transaction().execute(async (db) => {
      // why: two starters that grant rights on one schema at once are refused by the catalogue; those who write are not kept waiting
      await sql`lock table ${sql.table(dataVersionTable.name)} in share update exclusive mode`.execute(db)
      if (await isThere(db, table)) return false
      await sql`create schema if not exists ${sql.ref(table.schema)}`.execute(db)
      await sql`grant usage on schema ${sql.ref(table.schema)} to ${sql.ref(appRole)}, ${sql.ref(readerRole)}`.execute(
        db,
      )
      for (const statement of table.statements) await statement.execute(db)
      await protectTenantTable(db as unknown as Kysely<unknown>, table.schema, table.name)
      return true
    })
  } catch (error) {
    if (madeAlready.has((error as { code?: string }).code ?? '') && (await isThere(owner, table))) return false
    throw error
  }
}
