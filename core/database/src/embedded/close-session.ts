import type pg from 'pg'
import { appRole } from '../roles.ts'

/** What changes the session or runs text as a statement: not even by a name that nobody thought of is it to be had. */
const closed = '^(set_config|(query|cursor)_to_xml.*|ts_stat|ts_rewrite|lo_.*|lowrite)$'

const isOpen = `select has_function_privilege('${appRole}', 'pg_catalog.set_config(text, text, boolean)', 'execute') as open`
const revocations = `
  select format('revoke execute on function %s from public', oid::regprocedure) as statement from pg_proc
  where pronamespace = 'pg_catalog'::regnamespace and proname ~ '${closed}'
  union all select format('revoke usage on language %I from public', lanname) from pg_language where lanispl`

/**
 * The embedded database has one session, which is the owner's: nobody but the owner changes its settings by a function, runs text as
 * a statement, or writes code in a procedural language. Done once; a second time finds nothing to do.
 */
export async function closeSession(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ open: boolean }>(isOpen)
  if (!rows[0]?.open) return
  const found = await pool.query<{ statement: string }>(revocations)
  await pool.query(found.rows.map(({ statement }) => statement).join('; '))
}
