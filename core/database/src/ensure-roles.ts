import pg from 'pg'
import { databaseErrors } from './errors.ts'
import { appRole, readerRole } from './roles.ts'
import type { ServingLogin } from './serving-login.ts'
import { isOfDatabase } from './trouble.ts'

const existsAlready = new Set(['42710', '23505'])

/**
 * Creates a role without login where it is missing, and lets the connecting user and the login of tenants' work switch to it. Roles belong to the whole server, so
 * another database may have made it. Safe against a second starter. Refuses with `role_missing`.
 */
export async function ensureRole(pool: pg.Pool, role: string, login: ServingLogin | null = null): Promise<void> {
  const create = `create role "${role}" nologin nosuperuser nobypassrls nocreatedb nocreaterole`
  try {
    const { rows } = await pool.query<{ there: boolean; owner: boolean | null; login: boolean | null }>(
      `select r.oid is not null as there, pg_has_role(current_user, r.oid, 'usage') as owner,
         $2::text is null or pg_has_role(coalesce($2, current_user), r.oid, 'member') as login
       from (select $1::text as name) as asked left join pg_roles r on r.rolname = asked.name`,
      [role, login?.user ?? null],
    )
    const [known] = rows
    if (!known?.there) {
      await pool.query(create).catch((error: unknown) => {
        if (!existsAlready.has((error as { code?: string }).code ?? '')) throw error
      })
    }
    if (!known?.owner) await pool.query(`grant "${role}" to current_user`)
    if (!known?.login && login) await pool.query(`grant "${role}" to ${pg.escapeIdentifier(login.user)}`)
  } catch (error) {
    if (isOfDatabase(error)) throw error
    throw databaseErrors('role_missing', { role, reason: (error as Error).message })
  }
}

/** The roles of core's own work and of questions. */
export async function ensureCoreRoles(pool: pg.Pool): Promise<void> {
  for (const role of [appRole, readerRole]) await ensureRole(pool, role)
}
