import { sql, type Kysely } from 'kysely'
import { dataVersionTable } from './data-version-table.ts'
import { appRole, pluginRole, rolePrefix } from './roles.ts'

/** What a plugin's role is to be given. */
export interface PluginGrants {
  /** Schema of the plugin. */
  readonly schema: string
  /** Schemas of the plugins it requires, optionally or not. */
  readonly reads: readonly string[]
}

/** Tables of core that every plugin reads: tenants, their customers, what happened, and their calendars. */
const readOfCore = ['tenants', 'accounts', 'users', 'events', 'calendar_periods']
/** Settings: every plugin reads its own row, so that views it publishes may follow them. */
const settingsIn = 'tenant_plugins'
/** `markChanged` notes here what a plugin wrote, in tables of its own. */
const markedIn = 'data_changes'

interface Change {
  readonly statement: string
}

/**
 * Statements that bring the rights of a plugin's role in line: in its own schema what the application role may do, in those it
 * requires the views they publish. None where all is as it should be.
 */
async function changesFor(db: Kysely<never>, { schema, reads }: PluginGrants): Promise<readonly string[]> {
  const role = pluginRole(schema)
  const { rows } = await sql<Change>`
    with relations as (
      select c.oid, n.nspname as schema, c.relname as name, c.relkind = 'S' as is_sequence,
        c.relkind = 'v' and starts_with(keeper.rolname, ${rolePrefix}) as is_published
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles keeper on keeper.oid = c.relowner
      where n.nspname = any(${[schema, 'core', ...reads]}::text[]) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    ), wanted as (
      select oid, privilege from relations cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) privilege
      where schema = ${schema} and not is_sequence and has_table_privilege(${appRole}, oid, privilege)
      union select oid, 'USAGE' from relations
      where schema = ${schema} and is_sequence and has_sequence_privilege(${appRole}, oid, 'usage')
      union select oid, 'SELECT' from relations
      where schema = any(${reads}::text[]) and is_published
      union select oid, 'SELECT' from relations where schema = 'core' and name = any(${[...readOfCore, settingsIn]}::text[])
      union select oid, 'INSERT' from relations where schema = 'core' and name = ${markedIn}
    ), held as (
      select c.oid, a.privilege_type as privilege from pg_class c cross join lateral aclexplode(c.relacl) a
      where c.relacl is not null and a.grantee = to_regrole(${role})
    ), schemas as (
      select n.oid, n.nspname,
        n.nspname = any(${[schema, 'core', ...reads]}::text[]) as is_wanted,
        exists (select from aclexplode(n.nspacl) a where a.grantee = to_regrole(${role}) and a.privilege_type = 'USAGE') as is_held
      from pg_namespace n
    ), turned as (
      select 'grant' as verb, 'to' as word, * from (select * from wanted except select * from held) missing
      union all select 'revoke', 'from', * from (select * from held except select * from wanted) surplus
    )
    select format('%s %s on %s %s %s %I', verb, privilege, case when c.relkind = 'S' then 'sequence' else 'table' end,
      c.oid::regclass, word, ${role}::text) as statement
    from turned t join pg_class c on c.oid = t.oid
    union all
    select format(case when is_wanted then 'grant usage on schema %I to %I' else 'revoke usage on schema %I from %I' end,
      nspname, ${role}::text)
    from schemas where is_wanted <> is_held
    union all
    select format('create policy %I on %s as restrictive for insert to %I with check (starts_with(table_name, %L))',
      ${role}::text, c.oid::regclass, ${role}::text, ${`${schema}.`}::text)
    from pg_class c where c.oid = to_regclass(${`core.${markedIn}`})
      and not exists (select from pg_policy where polrelid = c.oid and polname = ${role})
    union all
    select format('create policy %I on %s as restrictive for select to %I using (replace(plugin_id, ''-'', ''_'') = %L)',
      ${role}::text, c.oid::regclass, ${role}::text, ${schema}::text)
    from pg_class c where c.oid = to_regclass(${`core.${settingsIn}`})
      and not exists (select from pg_policy where polrelid = c.oid and polname = ${role})`.execute(db)
  return rows.map(({ statement }) => statement)
}

/** Gives the role of a plugin, which is there, the rights it needs and takes all others. Safe against a second starter. */
export async function grantPlugin(owner: Kysely<never>, grants: PluginGrants): Promise<void> {
  if ((await changesFor(owner, grants)).length === 0) return
  await owner.transaction().execute(async (db) => {
    // why: two starters that change rights of one table at once are refused by the catalogue; those who write are not kept waiting
    await sql`lock table ${sql.table(dataVersionTable.name)} in share update exclusive mode`.execute(db)
    for (const statement of await changesFor(db, grants)) await sql.raw(statement).execute(db)
  })
}
