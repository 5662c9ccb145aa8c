import { randomBytes } from 'node:crypto'
import { biRole, entitySchema, scramVerifier, type Database } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { unifiedErrors } from '../errors.ts'
import { closeToLogins } from './close-to-logins.ts'

/** What a new login may do. */
export interface NewLogin {
  readonly title: string
  /** Connections at once. */
  readonly connections: number
  /** Longest time of a statement, in seconds. */
  readonly seconds: number
}

/** A login as it is shown once. */
export interface MadeLogin {
  readonly login: string
  readonly password: string
  readonly database: string
  /** Statements that would take from everybody what logins need not, where others use the database too and may need it. */
  readonly advised: readonly string[]
}

/** Settings a session of the login begins with. None of them keeps tenants apart: that is the login itself. */
const settingsOf = ({ timeZone }: TenantContext, { seconds }: NewLogin) => ({
  search_path: entitySchema,
  timezone: timeZone,
  default_transaction_read_only: 'on',
  statement_timeout: `${seconds}s`,
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '60s',
})

/** Logins together may take half of the connections that the database has; the other half is the product's own. */
async function assertRoom(owner: Kysely<never>, { connections }: NewLogin): Promise<void> {
  const { rows } = await sql<{ taken: number; all: number }>`
    select current_setting('max_connections')::int as all, coalesce(sum(greatest(r.rolconnlimit, 0)), 0)::int as taken
    from core.bi_logins l join pg_roles r on r.rolname = l.role_name where l.ended_at is null`.execute(owner)
  const { taken, all } = rows[0] ?? { taken: 0, all: 0 }
  const most = Math.floor(all / 2)
  if (taken + connections > most)
    throw unifiedErrors('bi_connections_taken', { connections, left: Math.max(0, most - taken), all })
}

async function make(db: Kysely<never>, tenant: TenantContext, asked: NewLogin): Promise<Omit<MadeLogin, 'advised'>> {
  const login = `${biRole}_${randomBytes(8).toString('hex')}`
  const password = randomBytes(24).toString('base64url')
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const database = rows[0]?.name ?? ''
  const role = sql.ref(login)
  await sql`create role ${role} login inherit nosuperuser nobypassrls nocreatedb nocreaterole noreplication
    connection limit ${sql.lit(asked.connections)} password ${sql.lit(scramVerifier(password))}`.execute(db)
  await sql`grant ${sql.ref(biRole)} to ${role}`.execute(db)
  // why: who owns the database ends connections of the login
  await sql`grant ${role} to current_user`.execute(db)
  for (const [name, value] of Object.entries(settingsOf(tenant, asked))) {
    await sql`alter role ${role} in database ${sql.ref(database)} set ${sql.ref(name)} = ${sql.lit(value)}`.execute(db)
  }
  await sql`insert into core.bi_logins (tenant_id, role_name, title)
    values (${tenant.id}::uuid, ${login}, ${asked.title})`.execute(db)
  return { login, password, database }
}

/**
 * Makes a login of PostgreSQL that reads the views of one tenant. The password is kept nowhere but in PostgreSQL. Refuses `bi_needs_server`,
 * `bi_connections_taken` and `bi_login_refused`.
 */
export async function createLogin(
  { kind, maintenance: owner }: Pick<Database, 'kind' | 'maintenance'>,
  tenant: TenantContext,
  asked: NewLogin,
): Promise<MadeLogin> {
  if (kind === 'embedded') throw unifiedErrors('bi_needs_server', {})
  await assertRoom(owner, asked)
  const advised = await closeToLogins(owner)
  try {
    return { ...(await owner.transaction().execute((db) => make(db, tenant, asked))), advised }
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string }
    if (code !== '42501') throw error
    throw Object.assign(unifiedErrors('bi_login_refused', { reason: message }), { cause: error })
  }
}
