import { sql, type Kysely } from 'kysely'

/** Functions that everybody may call and that leave something behind in the database, or take locks that the product itself waits for. */
const leaving = '^(lo_.*|lowrite|pg_notify|pg_logical_emit_message|pg_(try_)?advisory_.*)$'

/** Whether somebody else has something in this database that is no part of an extension: tables, views, functions or schemas of their own. */
const isShared = sql`
  with things as (
    select oid, relowner as owner, relnamespace as place, 'pg_class'::regclass as kind from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all select oid, proowner, pronamespace, 'pg_proc'::regclass from pg_proc
    union all select oid, nspowner, oid, 'pg_namespace'::regclass from pg_namespace
  )
  select from things t join pg_namespace n on n.oid = t.place join pg_roles r on r.oid = t.owner
  where n.nspname !~ '^(pg_|information_schema$)' and (n.nspname <> 'public' or t.kind <> 'pg_namespace'::regclass)
    and r.rolname <> current_user and r.rolname !~ '^tessera_'
    and not exists (select from pg_depend d where d.classid = t.kind and d.objid = t.oid and d.deptype = 'e')
  limit 1`

/**
 * Takes from PUBLIC what a login that only reads needs not, as far as the database's owner may: temporary tables, new things in the schema
 * public, and, where the owner is a superuser, large objects and advisory locks. Roles that were given it by name keep it. A second time finds nothing to do.
 * In a database that others use too it takes nothing, for they may need it; it answers the statements that were not sent.
 */
export async function closeToLogins(owner: Kysely<never>): Promise<readonly string[]> {
  const { rows } = await sql<{ statement: string }>`
    with me as (select oid, rolsuper from pg_roles where rolname = current_user),
    place as (select d.* from pg_database d, me where datname = current_database() and (me.rolsuper or d.datdba = me.oid))
    select format('revoke temporary on database %I from public', datname) as statement from place
    where exists (select from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee = 0 and privilege_type = 'TEMPORARY')
    union all
    select format('revoke create on schema %I from public', n.nspname) from pg_namespace n, me
    where n.nspname = 'public' and (me.rolsuper or n.nspowner = me.oid)
      and exists (select from aclexplode(n.nspacl) where grantee = 0 and privilege_type = 'CREATE')
    union all
    select format('revoke execute on function %s from public', f.oid::regprocedure) from pg_proc f, me
    where me.rolsuper and f.pronamespace = 'pg_catalog'::regnamespace and f.proname ~ ${leaving}
      and exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner)))
        where grantee = 0 and privilege_type = 'EXECUTE')`.execute(owner)
  const statements = rows.map(({ statement }) => statement)
  if (statements.length > 0 && (await isShared.execute(owner)).rows.length > 0) return statements
  for (const statement of statements) await sql.raw(statement).execute(owner)
  return []
}
