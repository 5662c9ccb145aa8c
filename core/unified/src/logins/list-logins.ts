import { sql, type Kysely } from 'kysely'
import type { BiLogin } from './bi-login.ts'

/** The logins of a tenant, the latest first; those that have ended too. */
export async function listLogins(owner: Kysely<never>, tenantId: string): Promise<readonly BiLogin[]> {
  const { rows } = await sql<{ login: string; title: string; created_at: Date; ended_at: Date | null }>`
    select role_name::text as login, title, created_at, ended_at from core.bi_logins
    where tenant_id = ${tenantId}::uuid order by created_at desc, role_name`.execute(owner)
  return rows.map(({ login, title, created_at: createdAt, ended_at: endedAt }) => ({
    login,
    title,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }))
}
