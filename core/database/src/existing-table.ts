import { sql, type Kysely } from 'kysely'
import type { ExistingTable } from '@tessera/plugin-api/server'
import { databaseErrors } from './errors.ts'
import { existingTables, tenantKeys } from './existing-schema.ts'
import { appRole, existingRole, readerRole } from './roles.ts'

interface Found {
  readonly schema: string
  readonly name: string
  readonly key_type: string | null
  readonly changed_there: boolean
  readonly may_read: boolean
  readonly may_grant: boolean
}

/** What is known of a table that lies elsewhere; undefined where there is none. */
async function look(db: Kysely<unknown>, { table, tenant, changed }: ExistingTable): Promise<Found | undefined> {
  const [schema, name] = table.split('.')
  const { rows } = await sql<Found>`
    select n.nspname as schema, c.relname as name,
      (select format_type(a.atttypid, -1) from pg_attribute a
        where a.attrelid = c.oid and a.attname = ${tenant} and a.attnum > 0 and not a.attisdropped) as key_type,
      ${changed ?? null}::text is null or exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = ${changed ?? null} and a.attnum > 0 and not a.attisdropped) as changed_there,
      has_schema_privilege(${existingRole}, n.oid, 'usage') and has_table_privilege(${existingRole}, c.oid, 'select') as may_read,
      pg_has_role(current_user, n.nspowner, 'usage') and pg_has_role(current_user, c.relowner, 'usage') as may_grant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema ?? ''} and c.relname = ${name ?? ''} and c.relkind in ('r', 'p', 'v', 'm', 'f')`.execute(
    db,
  )
  return rows[0]
}

/** The role that reads tables elsewhere; it is made when the first is named, and belongs to the whole server. */
async function ensureExistingRole(db: Kysely<unknown>): Promise<void> {
  const role = sql.ref(existingRole)
  const { rows } = await sql<{ there: boolean; ours: boolean | null }>`
    select r.oid is not null as there, pg_has_role(current_user, r.oid, 'usage') as ours
    from (select ${existingRole}::text as name) asked left join pg_roles r on r.rolname = asked.name`.execute(db)
  const [known] = rows
  // why: whoever may make no roles can use one that an administrator has made
  const make = `begin create role "${existingRole}" nologin nosuperuser nobypassrls nocreatedb nocreaterole;
    exception when duplicate_object or unique_violation then null; end`
  try {
    if (!known?.there) await sql`do ${sql.lit(make)}`.execute(db)
    if (!known?.ours) await sql`grant ${role} to current_user`.execute(db)
  } catch (error) {
    throw databaseErrors('role_missing', { role: existingRole, reason: (error as Error).message })
  }
  await sql`grant usage on schema core to ${role}`.execute(db)
  await sql`grant select on ${sql.table(tenantKeys)} to ${role}`.execute(db)
}

/** Refuses where the keys that tenants have in the system are none of the column, or two of them are one there, as 7 and 07 are to a number. */
async function assertKeysFit(
  db: Kysely<unknown>,
  {
    system,
    type,
    unfit,
  }: { readonly system: string; readonly type: string; readonly unfit: (reason: string) => Error },
): Promise<void> {
  await sql`lock table ${sql.table(tenantKeys)} in share row exclusive mode`.execute(db)
  const twice = await sql<{ keys: string }>`
    select string_agg(key, ' and ' order by key) as keys from ${sql.table(tenantKeys)}
    where system = ${system} group by key::${sql.raw(type)} having count(*) > 1 limit 1`
    .execute(db)
    .catch((error: Error) => {
      throw unfit(`a tenant has a key in '${system}' that is no ${type}: ${error.message}`)
    })
  const [same] = twice.rows
  if (same) throw unfit(`two tenants have one key in '${system}': ${same.keys} are the same ${type}`)
}

const statementsFor = ({ schema, name }: Pick<Found, 'schema' | 'name'>) => [
  sql`grant usage on schema ${sql.ref(schema)} to ${sql.ref(existingRole)}`,
  sql`grant select on ${sql.table(`${schema}.${name}`)} to ${sql.ref(existingRole)}`,
]

/**
 * Makes a view of a plugin over a table that lies elsewhere in this database, with `tenant_id` in place of its own column: the rows whose
 * key is that of the transaction's tenant in `core.tenant_keys`, for whoever reads it, the owner of the database too. It reads as a role
 * that does nothing else, so nobody gets a right to the table itself. Refuses with `existing_table_unfit`.
 */
export async function viewExisting(
  db: Kysely<unknown>,
  place: { readonly schema: string; readonly view: string },
  spec: ExistingTable,
): Promise<void> {
  const { schema, view } = place
  const unfit = (reason: string) => databaseErrors('existing_table_unfit', { table: spec.table, reason })
  await ensureExistingRole(db)
  const found = await look(db, spec)
  if (!found) throw unfit('there is none in this database; write it as schema.table')
  if (found.key_type === null) throw unfit(`it has no column '${spec.tenant}' that tells whose a row is`)
  if (!found.changed_there) throw unfit(`it has no column '${spec.changed}' that tells when a row changed`)
  if (!found.may_read) {
    const grants = statementsFor(found)
    if (!found.may_grant) {
      const said = grants.map((grant) => grant.compile(db).sql).join('; ')
      throw unfit(`its owner has to let it be read: ${said}`)
    }
    for (const grant of grants) await grant.execute(db)
  }
  const system = spec.system ?? found.schema
  await assertKeysFit(db, { system, type: found.key_type, unfit })
  const columns = Object.entries(spec.columns).map(([name, column]) => {
    const value = typeof column === 'string' ? sql.ref(`t.${column}`) : column
    return sql`${value} as ${sql.ref(name)}`
  })
  const named = sql.table(`${schema}.${view}`)
  const role = sql.ref(existingRole)
  const statement = sql`create view ${named} with (security_barrier) as
    select k.tenant_id, ${sql.join(columns)}
    from ${sql.table(`${found.schema}.${found.name}`)} t
    join ${sql.table(tenantKeys)} k on ${sql.ref(`t.${spec.tenant}`)} = k.key::${sql.raw(found.key_type)}
    where k.system = ${sql.lit(system)} and k.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`
  if (statement.compile(db).parameters.length > 0) throw unfit('its columns have parameters; write values with sql.lit')
  await statement.execute(db)
  await sql`grant create on schema ${sql.ref(schema)} to ${role}`.execute(db)
  await sql`alter view ${named} owner to ${role}`.execute(db)
  await sql`revoke create on schema ${sql.ref(schema)} from ${role}`.execute(db)
  await sql`revoke all on ${named} from ${role}`.execute(db)
  await sql`grant select on ${named} to ${role}, ${sql.ref(appRole)}, ${sql.ref(readerRole)}`.execute(db)
  await sql`insert into ${sql.table(existingTables)} (view_name, table_name, system, key_type, changed_column)
    values (${`${schema}.${view}`}, ${`${found.schema}.${found.name}`}, ${system}, ${found.key_type}, ${spec.changed ?? null})
    on conflict (view_name) do update set table_name = excluded.table_name, system = excluded.system,
      key_type = excluded.key_type, changed_column = excluded.changed_column, seen = null`.execute(db)
}
