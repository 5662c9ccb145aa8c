import { sql, type Kysely } from 'kysely'

/** Functions that everybody may call and that leave something behind in the database. */
const leaving = '^(lo_.*|lowrite|pg_notify|pg_logical_emit_message)$'

/**
 * Takes from PUBLIC what a login that only reads needs not, as far as the database's owner may: temporary tables, new things in the schema
 * public, and, where the owner is a superuser, large objects. Roles that were given it by name keep it. A second time finds nothing to do.
 */
export async function closeToLogins(owner: Kysely<never>): Promise<void> {
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
  for (const { statement } of rows) await sql.raw(statement).execute(owner)
}
