import { sql, type Kysely } from 'kysely'
import { dataVersionTable } from './data-version-table.ts'
import { appRole, existingRole, rolePrefix } from './roles.ts'

/** Something that lets the application role past the protection of tenants. */
export interface Unprotected {
  /** Schema it stands in. */
  readonly schema: string
  /** Its name as SQL writes it. */
  readonly object: string
  readonly why: string
  /** Rows without tenant that the application role may touch: right for a list all tenants share, wrong in a schema of somebody else. */
  readonly shared: boolean
}

const reasons = sql`
  relations as (
    select c.oid, c.relkind, n.nspname as schema, format('%I.%I', n.nspname, c.relname) as object,
      c.relrowsecurity and c.relforcerowsecurity as forced,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as of_tenants,
      exists (select from pg_options_to_table(c.reloptions) o
        where o.option_name = 'security_invoker' and o.option_value::boolean)
        or ((starts_with(keeper.rolname, ${rolePrefix})
            or keeper.rolname = ${existingRole} and pg_get_viewdef(c.oid) ~ 'core.tenant_keys.*app.tenant_id')
          and not keeper.rolsuper and not keeper.rolbypassrls
          and not pg_has_role(keeper.oid, current_user, 'member')) as as_caller,
      has_any_column_privilege(app.oid, c.oid, 'select, insert, update') or has_table_privilege(app.oid, c.oid, 'delete') as reachable,
      has_table_privilege(app.oid, c.oid, 'truncate, trigger, references') as beyond_rows
    from judged n
    join pg_class c on c.relnamespace = n.oid
    join pg_roles keeper on keeper.oid = c.relowner
    cross join app
    where c.relkind in ('r', 'p', 'm', 'v', 'f') and c.relpersistence <> 't'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  ),
  policies as (
    select p.polrelid, p.polname, p.polcmd,
      coalesce(pg_get_expr(p.polqual, p.polrelid), '') in ('', proper.rule)
        and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') in ('', proper.rule) as is_proper
    from pg_policy p cross join app cross join proper
    where p.polpermissive
      and exists (select from unnest(p.polroles) r where r = 0 or pg_has_role(app.oid, nullif(r, 0), 'usage'))
  )
  select schema, object, 'it keeps no rows of tenants apart; pass it to tools.tenantTable' as why, false as shared
  from relations r
  where of_tenants and relkind in ('r', 'p') and not (forced and exists (
    select from policies p where p.polrelid = r.oid and p.polname = 'tenant_rows' and p.polcmd = '*' and p.is_proper))
  union all
  select schema, object, 'a materialized view or foreign table cannot keep tenants apart; leave tenant_id out, or use a table', false
  from relations where of_tenants and relkind in ('m', 'f')
  union all
  select schema, object, 'it reads as its owner, who sees every tenant; create the view with (security_invoker = true)', false
  from relations where relkind = 'v' and not as_caller and (of_tenants or reachable)
  union all
  select schema, object, format('its policy %s lets rows of other tenants through; drop it', quote_ident(polname)), false
  from relations r join policies p on p.polrelid = r.oid
  where of_tenants and forced and not p.is_proper
  union all
  select schema, object, 'tenants may truncate it or hang triggers on it; revoke all but select, insert, update and delete', false
  from relations where of_tenants and relkind in ('r', 'p') and beyond_rows
  union all
  select schema, object, 'tenants may touch it, who could not before; revoke that', true
  from relations where not of_tenants and reachable
  union all
  select n.nspname, format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)), 'it runs as its owner, who sees every tenant; drop "security definer"', false
  from judged n join pg_proc f on f.pronamespace = n.oid cross join app
  where f.prosecdef and has_function_privilege(app.oid, f.oid, 'execute')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
  union all
  select n.nspname, 'schema ' || quote_ident(n.nspname), 'tenants may create in it; revoke that', false
  from judged n cross join app where has_schema_privilege(app.oid, n.oid, 'create')
  union all
  select ${dataVersionTable.schema}, 'role ' || rolname, 'it passes over row-level security; take superuser, bypassrls and its memberships from it', false
  from app where rolsuper or rolbypassrls or pg_has_role(oid, current_user, 'member')
  order by 2, 3`

/** What lets rows of other tenants through, in the named schemas; in all but PostgreSQL's own when none is named. */
export async function findUnprotected(db: Kysely<never>, schemas?: readonly string[]): Promise<Unprotected[]> {
  const named = schemas ? sql`n.nspname = any(${schemas})` : sql`n.nspname !~ '^(pg_|information_schema$)'`
  const { rows } = await sql<Unprotected>`
    with app as (select oid, rolname, rolsuper, rolbypassrls from pg_roles where rolname = ${appRole}),
    proper as (select pg_get_expr(polqual, polrelid) as rule from pg_policy
      where polrelid = ${dataVersionTable.name}::regclass and polname = 'tenant_rows'),
    judged as (select n.oid, n.nspname from pg_namespace n where ${named}),
    ${reasons}`.execute(db)
  return rows
}

/** The findings in one sentence. */
export function sayUnprotected(found: readonly Unprotected[]): string {
  const shown = found.slice(0, 5).map(({ object, why }) => `${object}: ${why}`)
  return [...shown, ...(found.length > 5 ? [`and ${found.length - 5} more`] : [])].join('; ')
}
