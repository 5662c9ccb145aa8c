import type { Role } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { serverErrors } from '../errors.ts'
import type { Auth } from './auth.ts'
import { roleOf } from './rights.ts'

/** A person who may act in a tenant. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly since: string
}

/** Members of a tenant, by e-mail address. */
export async function listMembers(owner: Kysely<never>, tenantId: string): Promise<Member[]> {
  const { rows } = await sql<{ id: string; name: string; email: string; role: string; since: Date }>`
    select u.id, u.name, u.email, m.role, m."createdAt" as since
    from auth.member m join auth."user" u on u.id = m."userId"
    where m."organizationId" = ${tenantId} order by u.email`.execute(owner)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: roleOf(row.role),
    since: row.since.toISOString(),
  }))
}

export interface NewUser {
  readonly email: string
  readonly name: string
  /** Null: the user cannot sign in by password. */
  readonly password: string | null
}

/** Creates a user. Refuses with `user_exists`. */
export async function createUser(auth: Auth, user: NewUser): Promise<string> {
  const context = await auth.$context
  const email = user.email.toLowerCase()
  if (await context.internalAdapter.findUserByEmail(email)) throw serverErrors('user_exists', { email })
  const created = await context.internalAdapter.createUser(
    { email, name: user.name, emailVerified: true },
    { method: 'admin' },
  )
  if (user.password !== null) {
    await context.internalAdapter.linkAccount({
      userId: created.id,
      accountId: created.id,
      providerId: 'credential',
      password: await context.password.hash(user.password),
    })
  }
  return created.id
}

/** Makes a user a member of a tenant, or changes the role. */
export async function setMember(
  owner: Kysely<never>,
  member: { readonly tenantId: string; readonly userId: string; readonly role: Role },
): Promise<void> {
  await sql`
    insert into auth.member (id, "organizationId", "userId", role, "createdAt")
    values (${crypto.randomUUID()}, ${member.tenantId}, ${member.userId}, ${member.role}, now())
    on conflict ("organizationId", "userId") do update set role = excluded.role`.execute(owner)
}
