import type { Role } from '@tessera/plugin-api'
import { sql, type Kysely } from 'kysely'

/** Our role for a role of better-auth: owners are admins, plain members are viewers. */
export function roleOf(memberRole: string): Role {
  const roles = memberRole.split(',')
  if (roles.includes('owner') || roles.includes('admin')) return 'admin'
  return roles.includes('editor') ? 'editor' : 'viewer'
}

/** A person of a tenant, as other people there know them. */
export interface MemberNow {
  readonly id: string
  readonly name: string
  readonly role: Role
}

async function read(owner: Kysely<never>, tenantId: string, userId?: string): Promise<readonly MemberNow[]> {
  const one = userId === undefined ? sql`` : sql`and m."userId"::text = ${userId}`
  const { rows } = await sql<{ id: string; name: string; role: string }>`
    select u.id, u.name, m.role from auth.member m join auth."user" u on u.id = m."userId"
    where m."organizationId" = ${tenantId}::uuid ${one} order by u.name, u.id`.execute(owner)
  return rows.map(({ id, name, role }) => ({ id, name, role: roleOf(role) }))
}

/** The people of a tenant, by name. */
export function membersNow(owner: Kysely<never>, tenantId: string): Promise<readonly MemberNow[]> {
  return read(owner, tenantId)
}

/** One of them; null for who is none. */
export async function memberNow(owner: Kysely<never>, tenantId: string, userId: string): Promise<MemberNow | null> {
  return (await read(owner, tenantId, userId))[0] ?? null
}
