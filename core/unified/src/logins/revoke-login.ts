import { sql, type Kysely } from 'kysely'
import { unifiedErrors } from '../errors.ts'

/** Ends a login of a tenant and its connections. Refuses `bi_login_unknown`. */
export async function revokeLogin(owner: Kysely<never>, tenantId: string, login: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    update core.bi_logins set ended_at = now()
    where tenant_id = ${tenantId}::uuid and role_name = ${login} and ended_at is null
    returning exists (select from pg_roles where rolname = ${login}) as there`.execute(owner)
  if (!rows[0]) throw unifiedErrors('bi_login_unknown', { login })
  if (!rows[0].there) return
  const role = sql.ref(login)
  await sql`alter role ${role} nologin`.execute(owner)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${login}`.execute(owner)
  await sql`drop owned by ${role}`.execute(owner)
  await sql`drop role ${role}`.execute(owner)
}
