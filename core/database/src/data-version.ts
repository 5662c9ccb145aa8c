import { sql, type Kysely, type RawBuilder } from 'kysely'
import type pg from 'pg'
import { batchedRead } from './batched-read.ts'
import { dataVersionTable, tableVersionTable } from './data-version-table.ts'
import type { Prepared, SqlStatement } from './prepared.ts'
import { appRole, readerRole } from './roles.ts'
import { protectTenantTable } from './tenant-table.ts'
import { writtenTablesSql } from './touched-tables.ts'

const { schema, name: table } = dataVersionTable

/** Column `data_version` for a tenant of the table aliased `t`: what `Database.dataVersion` answers, null before the first. */
export const dataVersionColumn: RawBuilder<unknown> = sql`
  (select v.version from ${sql.table(table)} v where v.tenant_id = t.tenant_id) as data_version`

/** Selects `version` of a tenant's data, null before the first, as the transaction it runs in sees it. */
export function dataVersionStatement(tenantId: string): SqlStatement {
  return { sql: `select (select version from ${table} where tenant_id = $1::uuid) as version`, parameters: [tenantId] }
}

/** How the tables of a tenant stand. A table that is not there was not written since versions are kept. */
export interface TableVersions {
  /** Changes with every write of the tenant: equal ones mean that all else here is equal. */
  readonly version: string
  /** Changes when it is not known which tables were written. */
  readonly whole: string
  /** By `schema.table`. */
  readonly tables: Readonly<Record<string, string>>
}

const existsAlready = new Set(['42P06', '42P07', '42710', '23505'])

/** Creates the tables of data versions when one is missing. Safe against a second starter. */
export async function ensureDataVersions(owner: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass(${tableVersionTable}) is not null as there`.execute(owner)
  if (rows[0]?.there) return
  try {
    await owner.transaction().execute(async (db) => {
      await sql`create schema if not exists ${sql.ref(schema)}`.execute(db)
      await sql`grant usage on schema ${sql.ref(schema)} to ${sql.ref(appRole)}, ${sql.ref(readerRole)}`.execute(db)
      // why: the rows are rewritten by every writing transaction; room on their pages keeps that cheap
      await sql`create table if not exists ${sql.table(table)} (
        tenant_id uuid primary key, version uuid not null) with (fillfactor = 20)`.execute(db)
      const { rows: old } = await sql`select from pg_policy where polrelid = ${table}::regclass`.execute(db)
      if (old.length === 0) await protectTenantTable(db as unknown as Kysely<unknown>, schema, 'data_version')
      await sql`alter table ${sql.table(table)} add column if not exists whole uuid not null default gen_random_uuid()`.execute(
        db,
      )
      await sql`create table ${sql.table(tableVersionTable)} (
        tenant_id uuid not null, table_name text not null, version uuid not null,
        primary key (tenant_id, table_name)) with (fillfactor = 20)`.execute(db)
      await protectTenantTable(db as unknown as Kysely<unknown>, schema, 'table_version')
    })
  } catch (error) {
    if (!existsAlready.has((error as { code?: string }).code ?? '')) throw error
  }
}

/**
 * Gives a tenant's data a new version if the running transaction has written anything, and one to each table it wrote. Versions
 * are random, so none ever returns: not after a clean-up, not in a restored copy. Tenant ids are checked UUIDs here.
 */
export function bumpStatement(tenantId: string): string {
  const version = `'${crypto.randomUUID()}'::uuid`
  // why: who has the tenant's row has all its tables' rows, so that no two writers wait for each other
  return `insert into ${table} (tenant_id, version)
    select '${tenantId}'::uuid, ${version} where pg_current_xact_id_if_assigned() is not null
    on conflict (tenant_id) do update set version = excluded.version;
    insert into ${tableVersionTable} (tenant_id, table_name, version)
    select '${tenantId}'::uuid, written.name, ${version} from (${writtenTablesSql}) written
    where pg_current_xact_id_if_assigned() is not null
    on conflict (tenant_id, table_name) do update set version = excluded.version`
}

/** Gives all tables of all tenants new versions: for writes of the owner that may change answers. One tenant's when it is named. */
export async function noteOwnerWrite(db: Kysely<never>, tenantId?: string): Promise<void> {
  const version = crypto.randomUUID()
  if (tenantId === undefined) {
    await sql`update ${sql.table(table)} set version = ${version}::uuid, whole = ${version}::uuid`.execute(db)
    return
  }
  await sql`insert into ${sql.table(table)} (tenant_id, version, whole) values (${tenantId}, ${version}, ${version})
    on conflict (tenant_id) do update set version = excluded.version, whole = excluded.whole`.execute(db)
}

/** Reads data versions; all who wait share one statement. A tenant seen for the first time gets its first version. */
export function dataVersionReader(pool: pg.Pool, prepared: Prepared): (tenantId: string) => Promise<string> {
  const read = batchedRead<string>(async (tenantIds) => {
    const rows = await prepared.read(pool, {
      sql: `select tenant_id, version from ${table} where tenant_id = any($1::uuid[])`,
      parameters: [tenantIds],
    })
    return new Map(rows.map((row) => [row['tenant_id'] as string, row['version'] as string]))
  })
  const begin = async (tenantId: string): Promise<string> => {
    await pool.query(`insert into ${table} (tenant_id, version) values ($1, $2) on conflict do nothing`, [
      tenantId,
      crypto.randomUUID(),
    ])
    const version = await read(tenantId)
    if (version === undefined) throw new Error(`the data version of tenant ${tenantId} was deleted while it was read`)
    return version
  }
  return async (tenantId) => (await read(tenantId)) ?? begin(tenantId)
}

/** Reads the versions of a tenant's tables; all who wait share one statement. */
export function tableVersionsReader(
  pool: pg.Pool,
  { prepared, begin }: { readonly prepared: Prepared; readonly begin: (tenantId: string) => Promise<unknown> },
): (tenantId: string) => Promise<TableVersions> {
  const read = batchedRead<TableVersions>(async (tenantIds) => {
    const rows = await prepared.read(pool, {
      sql: `select d.tenant_id, d.version, d.whole, coalesce((
          select jsonb_object_agg(t.table_name, t.version) from ${tableVersionTable} t where t.tenant_id = d.tenant_id), '{}') as tables
        from ${table} d where d.tenant_id = any($1::uuid[])`,
      parameters: [tenantIds],
    })
    return new Map(rows.map(({ tenant_id: id, ...versions }) => [id as string, versions as unknown as TableVersions]))
  })
  return async (tenantId) => {
    const known = await read(tenantId)
    if (known) return known
    await begin(tenantId)
    return (await read(tenantId)) ?? { version: '', whole: crypto.randomUUID(), tables: {} }
  }
}
