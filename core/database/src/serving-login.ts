import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { dataVersionTable } from './data-version-table.ts'
import { appRole, readerRole } from './roles.ts'
import { scramVerifier } from './scram.ts'

/** Whom connections that carry code of plugins log in as: nobody by themselves, and one role of ours at a time. */
export interface ServingLogin {
  readonly user: string
  readonly password: string
}

/** The login of this database, as another one of the same server has its own. */
const ownName = sql<string>`(select 'tessera_login_' || oid from pg_database where datname = current_database())`

/** The login made before, if it is still there and has its roles. */
async function known(db: Kysely<never>): Promise<ServingLogin | null> {
  const { rows: tables } = await sql<{
    there: boolean
  }>`select to_regclass('tessera.serving_login') is not null as there`.execute(db)
  if (!tables[0]?.there) return null
  const { rows } = await sql<ServingLogin>`
    select l.name as "user", l.password from tessera.serving_login l join pg_roles r on r.rolname = l.name
    where l.name = ${ownName} and pg_has_role(r.oid, ${appRole}, 'member') and pg_has_role(r.oid, ${readerRole}, 'member')`.execute(
    db,
  )
  return rows[0] ?? null
}

async function make(db: Kysely<never>): Promise<ServingLogin> {
  // why: of two starters one makes it; those who write are not kept waiting
  await sql`lock table ${sql.table(dataVersionTable.name)} in share update exclusive mode`.execute(db)
  const found = await known(db)
  if (found) return found
  const password = randomBytes(24).toString('base64url')
  const { rows } = await sql<{ name: string; there: boolean }>`
    select asked.name, exists (select from pg_roles where rolname = asked.name) as there
    from (select ${ownName} as name) as asked`.execute(db)
  const [{ name = '', there = false } = {}] = rows
  const as = sql`login noinherit nosuperuser nobypassrls nocreatedb nocreaterole password ${sql.lit(scramVerifier(password))}`
  await (there ? sql`alter role ${sql.ref(name)} ${as}` : sql`create role ${sql.ref(name)} ${as}`).execute(db)
  await sql`grant ${sql.ref(appRole)}, ${sql.ref(readerRole)} to ${sql.ref(name)}`.execute(db)
  // why: who owns the database looks after the connections of the login, and stops what they run
  await sql`grant ${sql.ref(name)} to current_user`.execute(db)
  await sql`create table if not exists tessera.serving_login (
    one boolean primary key default true check (one), name text not null, password text not null)`.execute(db)
  await sql`insert into tessera.serving_login (name, password) values (${name}, ${password})
    on conflict (one) do update set name = excluded.name, password = excluded.password`.execute(db)
  return { user: name, password }
}

/**
 * The login of a database's own, made where it is missing. Its password stands in a table that only the owner reads, who could
 * set another one at any time.
 */
export async function ownLogin(owner: Kysely<never>): Promise<ServingLogin> {
  return (await known(owner)) ?? (await owner.transaction().execute(make))
}
