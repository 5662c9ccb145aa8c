import { sql, type Kysely } from 'kysely'
import { appRole, readerRole } from './roles.ts'

interface Row {
  readonly statement: string
}

/** Lets the role of questions read what the application role may read and nothing else, in one schema or, left out, in all but PostgreSQL's own. */
export async function grantReader(db: Kysely<unknown>, schema?: string): Promise<void> {
  const own = schema === undefined ? sql`n.nspname !~ '^(pg_|information_schema$)'` : sql`n.nspname = ${schema}`
  const { rows } = await sql<Row>`
    select format('grant usage on schema %I to %I', n.nspname, ${readerRole}::text) as statement from pg_namespace n
    where ${own} and has_schema_privilege(${appRole}, n.oid, 'usage') and not has_schema_privilege(${readerRole}, n.oid, 'usage')
    union all
    select format('grant select on %s to %I', c.oid::regclass, ${readerRole}::text)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${own} and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and has_table_privilege(${appRole}, c.oid, 'select') and not has_table_privilege(${readerRole}, c.oid, 'select')
    union all
    select format('revoke all on %s from %I', c.oid::regclass, ${readerRole}::text)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${own} and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and has_table_privilege(${readerRole}, c.oid, 'select') and not has_table_privilege(${appRole}, c.oid, 'select')`.execute(
    db,
  )
  for (const { statement } of rows) await sql.raw(statement).execute(db)
}
