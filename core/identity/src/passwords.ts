import { sql, type Kysely } from 'kysely'
import type { Auth } from './auth.ts'
import { assertPassword } from './assert-password.ts'

export interface PasswordOwner {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** Text that changes with the password of an account; null where there is none. */
export async function passwordVersion(owner: Kysely<never>, email: string): Promise<string | null> {
  const { rows } = await sql<{ version: string | null }>`
    select md5(a.password) as version from auth."user" u
    join auth.account a on a."userId" = u.id and a."providerId" = 'credential'
    where u.email = ${email.toLowerCase()}`.execute(owner)
  return rows[0]?.version ?? null
}

/** Whether this is the password of a person; false for people without one. */
export async function isPassword(
  parts: { readonly owner: Kysely<never>; readonly auth: Auth },
  userId: string,
  password: string,
): Promise<boolean> {
  const { rows } = await sql<{ password: string | null }>`
    select password from auth.account where "userId" = ${userId} and "providerId" = 'credential'`.execute(parts.owner)
  const hash = rows[0]?.password
  const { password: hashing } = await parts.auth.context
  return hash ? hashing.verify({ hash, password }) : false
}

/**
 * Gives a person a new password and ends their sessions, all but `keepSession`, both or neither. Refuses with
 * `password_weak`.
 */
export async function setPassword(
  parts: { readonly owner: Kysely<never>; readonly auth: Auth },
  person: PasswordOwner,
  change: { readonly password: string; readonly keepSession: string | null },
): Promise<void> {
  await assertPassword(change.password, person)
  const { password: hashing } = await parts.auth.context
  const hash = await hashing.hash(change.password)
  await parts.owner.transaction().execute(async (db) => {
    // why: sessions refer to the person, so that one being made waits here, and is either ended below or finds the new password
    await sql`select from auth."user" where id = ${person.id} for update`.execute(db)
    const { numAffectedRows } = await sql`
      update auth.account set password = ${hash}, "updatedAt" = now()
      where "userId" = ${person.id} and "providerId" = 'credential'`.execute(db)
    if (numAffectedRows === 0n) {
      await sql`
        insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
        values (${crypto.randomUUID()}, ${person.id}, 'credential', ${person.id}, ${hash}, now())`.execute(db)
    }
    await sql`
      delete from auth.session
      where "userId" = ${person.id} and id is distinct from ${change.keepSession}::uuid`.execute(db)
  })
}
