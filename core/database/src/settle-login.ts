import { sql, type Kysely } from 'kysely'
import type pg from 'pg'
import type { ProblemError } from '@tessera/plugin-api'
import { databaseErrors } from './errors.ts'
import { appRole, readerRole } from './roles.ts'
import { ownLogin, type ServingLogin } from './serving-login.ts'
import { isOfDatabase } from './trouble.ts'

/** Where a login is settled. */
interface Parts {
  readonly owner: Kysely<never>
  /** Connections that log in as whom `use` was told last. */
  readonly tenants: pg.Pool
  readonly use: (login: ServingLogin | null) => void
}

const reasonOf = (error: unknown) => String(Object(Object(error).cause ?? error).message)

/** A login that somebody else made: it gets the roles it lacks, where the owner may give them. */
async function admit(owner: Kysely<never>, { user }: ServingLogin): Promise<void> {
  const { rows } = await sql<{ strong: boolean; lacks: string[]; kept: boolean }>`
    select r.rolsuper or r.rolbypassrls or r.rolcreaterole or pg_has_role(r.oid, current_user, 'member') as strong,
      array(select name from unnest(${[appRole, readerRole]}::text[]) as name where not pg_has_role(r.oid, name, 'member')) as lacks,
      pg_has_role(current_user, r.oid, 'usage') as kept
    from pg_roles r where r.rolname = ${user}`.execute(owner)
  const [found] = rows
  if (!found) throw new Error('there is no such login')
  if (found.strong) throw databaseErrors('login_too_strong', { login: user })
  for (const role of found.lacks) await sql`grant ${sql.ref(role)} to ${sql.ref(user)}`.execute(owner)
  if (!found.kept) await sql`grant ${sql.ref(user)} to current_user`.execute(owner)
}

/** SQLSTATE of who is not let in: by the server, by a pooler, into this database; or may not be made. */
const notLetIn = /^(28...|08P01|42501)$/

async function enter(tenants: pg.Pool): Promise<void> {
  const client = await tenants.connect()
  client.release()
}

/**
 * Has tenants' transactions log in as somebody who owns nothing, so that no statement of theirs leads to the owner. A login that was
 * named is refused where it does not do; where one of the database's own cannot be made or is not let in, they go on as the owner,
 * and the answer is the warning to give.
 */
export async function settleLogin({ owner, tenants, use }: Parts, given?: ServingLogin): Promise<ProblemError | null> {
  try {
    const login = given ?? (await ownLogin(owner))
    if (given) await admit(owner, given)
    use(login)
    await enter(tenants)
    return null
  } catch (error) {
    const code = String(Object(Object(error).cause ?? error).code)
    if ((isOfDatabase(error) || !given) && !notLetIn.test(code)) throw error
    if (code === 'login_too_strong') throw error
    if (given) throw databaseErrors('login_refused', { login: given.user, reason: reasonOf(error) })
    use(null)
    return databaseErrors('login_missing', { reason: reasonOf(error) })
  }
}
