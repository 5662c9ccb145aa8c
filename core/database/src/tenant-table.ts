import { sql, type Kysely } from 'kysely'
import { appRole } from './app-role.ts'
import { databaseErrors } from './errors.ts'

/**
 * Puts a table under tenant protection: row-level security forced for everybody, the application role sees and writes
 * rows of `app.tenant_id` only, the owner (migrations, sign-in) keeps access.
 */
export async function protectTenantTable(db: Kysely<unknown>, schema: string, table: string): Promise<void> {
  const name = sql.table(`${schema}.${table}`)
  const role = sql.ref(appRole)
  const own = sql`tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy tenant_rows on ${name} to ${role} using (${own}) with check (${own})`.execute(db)
  await sql`create policy owner_rows on ${name} to current_user using (true) with check (true)`.execute(db)
  await sql`grant select, insert, update, delete on ${name} to ${role}`.execute(db)
}

/** Lets the application role read a table that all tenants share. */
export async function shareTable(db: Kysely<unknown>, schema: string, table: string): Promise<void> {
  await sql`grant select on ${sql.table(`${schema}.${table}`)} to ${sql.ref(appRole)}`.execute(db)
}

/** Refuses tables that have a `tenant_id` but let rows of other tenants through. */
export async function assertTenantTables(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ table: string }>`
    select c.oid::regclass::text as "table"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
      and not (c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_rows'))
    order by 1`.execute(db)
  if (rows.length > 0) {
    throw databaseErrors('tenant_table_unprotected', { tables: rows.map((row) => row.table).join(', ') })
  }
}
