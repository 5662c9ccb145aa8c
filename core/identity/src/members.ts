import { type Role, parseInput } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { identityErrors } from './errors.ts'
import { assertPassword } from './assert-password.ts'
import type { Auth } from './auth.ts'
import { roleOf } from '@tessera/tenancy'

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

/** A member of a tenant, named by id or e-mail address. Refuses with `member_unknown`. */
export async function findMember(
  owner: Kysely<never>,
  tenantId: string,
  who: string,
): Promise<{ readonly id: string; readonly role: Role }> {
  const { rows } = await sql<{ id: string; role: string }>`
    select u.id, m.role from auth.member m join auth."user" u on u.id = m."userId"
    where m."organizationId" = ${tenantId} and (u.id::text = ${who} or u.email = ${who.toLowerCase()})`.execute(owner)
  if (!rows[0]) throw identityErrors('member_unknown', { member: who })
  return { id: rows[0].id, role: roleOf(rows[0].role) }
}

/**
 * Takes a person out of a tenant. Their keys in it are handed over to another member, or end; the sessions go on in the
 * person's other tenants. Refuses with `member_unknown`.
 */
export async function removeMember(
  owner: Kysely<never>,
  removal: { readonly tenantId: string; readonly member: string; readonly keysTo: string | null },
): Promise<{ readonly keysGiven: number; readonly keysEnded: number }> {
  const { tenantId, keysTo } = removal
  return owner.transaction().execute(async (db) => {
    const { id } = await findMember(db, tenantId, removal.member)
    const heir = keysTo === null ? null : await findMember(db, tenantId, keysTo)
    const keys = sql`"organizationId" = ${tenantId} and "ownerId" = ${id} and "revokedAt" is null`
    const { numAffectedRows = 0n } = heir
      ? await sql`update auth.api_key set "ownerId" = ${heir.id} where ${keys}`.execute(db)
      : await sql`update auth.api_key set "revokedAt" = now() where ${keys}`.execute(db)
    await sql`delete from auth.member where "organizationId" = ${tenantId} and "userId" = ${id}`.execute(db)
    const touched = Number(numAffectedRows)
    return heir ? { keysGiven: touched, keysEnded: 0 } : { keysGiven: 0, keysEnded: touched }
  })
}

export interface NewUser {
  readonly email: string
  readonly name: string
  /** Null: the user cannot sign in by password. */
  readonly password: string | null
}

const newUserSchema = z.object({
  email: z.email('write an e-mail address').max(320),
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u, 'write the name without control characters'),
})

/** Creates a user. Refuses with `input_invalid`, `user_exists`, `password_weak`. */
export async function createUser(auth: Auth, user: NewUser): Promise<string> {
  parseInput(newUserSchema, user)
  if (user.password !== null) await assertPassword(user.password, user)
  const context = await auth.context
  const email = user.email.toLowerCase()
  if (await context.internalAdapter.findUserByEmail(email)) throw identityErrors('user_exists', { email })
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
