import { sql, type Kysely } from 'kysely'
import { databaseErrors } from './errors.ts'
import { appRole, readerRole } from './roles.ts'
import { findUnprotected, sayUnprotected } from './unprotected.ts'

/**
 * Puts a table under tenant protection: row-level security forced for everybody, whoever has rights on it sees and writes rows
 * of `app.tenant_id` only, the owner (migrations, sign-in) keeps access.
 */
export async function protectTenantTable(db: Kysely<unknown>, schema: string, table: string): Promise<void> {
  const name = sql.table(`${schema}.${table}`)
  const own = sql`tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy tenant_rows on ${name} to public using (${own}) with check (${own})`.execute(db)
  await sql`create policy owner_rows on ${name} to current_user using (true) with check (true)`.execute(db)
  await sql`grant select, insert, update, delete on ${name} to ${sql.ref(appRole)}`.execute(db)
  await sql`grant select on ${name} to ${sql.ref(readerRole)}`.execute(db)
}

/** Lets tenants read a table that all of them share. */
export async function shareTable(db: Kysely<unknown>, schema: string, table: string): Promise<void> {
  await sql`grant select on ${sql.table(`${schema}.${table}`)} to ${sql.ref(appRole)}, ${sql.ref(readerRole)}`.execute(
    db,
  )
}

/** Refuses schemas with something that lets rows of other tenants through. Other schemas are not judged. */
export async function assertTenantTables(db: Kysely<never>, schemas: readonly string[]): Promise<void> {
  const found = (await findUnprotected(db, schemas)).filter(({ shared }) => !shared)
  if (found.length > 0) throw databaseErrors('tenants_unprotected', { found: sayUnprotected(found) })
}

/** A table that exists, by schema and name. */
export interface TableName {
  readonly schema: string
  readonly name: string
}

/** Every table under tenant protection, partitions left out: ours alone, whoever else has tables in this database. */
export async function listTenantTables(db: Kysely<never>): Promise<readonly TableName[]> {
  const { rows } = await sql<TableName>`
    select n.nspname as schema, c.relname as name
    from pg_policy p
    join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace
    where p.polname = 'tenant_rows' and p.polroles = array[0::oid] and not c.relispartition
    order by 1, 2`.execute(db)
  return rows
}
