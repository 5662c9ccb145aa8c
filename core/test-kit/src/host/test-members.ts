import type { Database } from '@tessera/database'
import type { Member, Role, TenantContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Makes a person and a member of the tenant of them. */
export async function addMember(
  { owner }: Database,
  tenant: Pick<TenantContext, 'id'>,
  person: { readonly name: string; readonly role: Role },
): Promise<Member> {
  const id = crypto.randomUUID()
  const { name, role } = person
  await sql`
    insert into auth."user" (id, name, email, "emailVerified") values (${id}, ${name}, ${`${id}@example.test`}, true)`.execute(
    owner,
  )
  await sql`
    insert into auth.member ("organizationId", "userId", role, "createdAt")
    values (${tenant.id}, ${id}, ${role}, now())`.execute(owner)
  return { id, name, role }
}

/** Takes a person out of the tenant. */
export async function removeMember({ owner }: Database, tenant: Pick<TenantContext, 'id'>, id: string): Promise<void> {
  await sql`delete from auth.member where "organizationId" = ${tenant.id} and "userId" = ${id}`.execute(owner)
}
