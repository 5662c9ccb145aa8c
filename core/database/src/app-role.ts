import type pg from 'pg'
import { databaseErrors } from './errors.ts'
import { isOfDatabase } from './trouble.ts'

/** The role every tenant's statements run as: no login, no special rights, subject to row-level security. */
export const appRole = 'tessera_app'

const existsAlready = new Set(['42710', '23505'])

/** Creates the application role when it is missing and lets the connecting user switch to it. Safe against a second starter. */
export async function ensureAppRole(pool: pg.Pool): Promise<void> {
  try {
    const known = await pool.query('select 1 from pg_roles where rolname = $1', [appRole])
    if (known.rowCount === 0) {
      await pool
        .query(`create role ${appRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole`)
        .catch((error: unknown) => {
          if (!existsAlready.has((error as { code?: string }).code ?? '')) throw error
        })
    }
    const member = await pool.query<{ member: boolean }>(
      `select pg_has_role(current_user, '${appRole}', 'member') as member`,
    )
    if (!member.rows[0]?.member) await pool.query(`grant ${appRole} to current_user`)
  } catch (error) {
    if (isOfDatabase(error)) throw error
    throw databaseErrors('role_missing', { reason: (error as Error).message })
  }
}
