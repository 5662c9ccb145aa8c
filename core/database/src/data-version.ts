import { sql, type Kysely, type RawBuilder } from 'kysely'
import type pg from 'pg'
import { batchedRead } from './batched-read.ts'
import { dataVersionTable } from './data-version-table.ts'
import type { Prepared, SqlStatement } from './prepared.ts'
import { protectTenantTable } from './tenant-table.ts'

const { schema, name: table } = dataVersionTable

/** Column `data_version` for a tenant of the table aliased `t`: what `Database.dataVersion` answers, null before the first. */
export const dataVersionColumn: RawBuilder<unknown> = sql`
  (select v.version from ${sql.table(table)} v where v.tenant_id = t.tenant_id) as data_version`

/** Selects `version` of a tenant's data, null before the first, as the transaction it runs in sees it. */
export function dataVersionStatement(tenantId: string): SqlStatement {
  return { sql: `select (select version from ${table} where tenant_id = $1::uuid) as version`, parameters: [tenantId] }
}

const existsAlready = new Set(['42P06', '42P07', '42710', '23505'])

/** Creates the table of data versions when it is missing. Safe against a second starter. */
export async function ensureDataVersions(owner: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass(${table}) is not null as there`.execute(owner)
  if (rows[0]?.there) return
  try {
    await owner.transaction().execute(async (db) => {
      await sql`create schema if not exists ${sql.ref(schema)}`.execute(db)
      await sql`grant usage on schema ${sql.ref(schema)} to tessera_app`.execute(db)
      // why: the row is rewritten by every writing transaction; room on its page keeps that cheap
      await sql`create table ${sql.table(table)} (
        tenant_id uuid primary key, version uuid not null) with (fillfactor = 20)`.execute(db)
      await protectTenantTable(db as unknown as Kysely<unknown>, schema, 'data_version')
    })
  } catch (error) {
    if (!existsAlready.has((error as { code?: string }).code ?? '')) throw error
  }
}

/**
 * Gives a tenant's data a new version if the running transaction has written anything. Versions are random, so none ever
 * returns: not after a clean-up, not in a restored copy. Tenant ids are checked UUIDs here.
 */
export function bumpStatement(tenantId: string): string {
  return `insert into ${table} (tenant_id, version)
    select '${tenantId}'::uuid, '${crypto.randomUUID()}'::uuid where pg_current_xact_id_if_assigned() is not null
    on conflict (tenant_id) do update set version = excluded.version`
}

/** Gives all tenants' data a new version: for writes of the owner that may change answers. One tenant's when it is named. */
export async function noteOwnerWrite(db: Kysely<never>, tenantId?: string): Promise<void> {
  if (tenantId === undefined) {
    await sql`update ${sql.table(table)} set version = ${crypto.randomUUID()}::uuid`.execute(db)
    return
  }
  await sql`insert into ${sql.table(table)} (tenant_id, version) values (${tenantId}, ${crypto.randomUUID()})
    on conflict (tenant_id) do update set version = excluded.version`.execute(db)
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
