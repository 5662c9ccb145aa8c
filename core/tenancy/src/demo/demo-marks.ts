import type { Role, TenantContext } from '@tessera/plugin-api/server'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { demoEmail, demoPeople } from './demo-people.ts'

/** Condition of a statement: none of these ids is a person or tenant of the demo. Where the demo is off, those answer nothing. */
export function notOfDemo(...ids: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`and not exists (select from auth.demo where demo.id in (${sql.join(ids)}))`
}

/** Marks the demo's tenants and people. Who has a password of their own is no demo person, whatever the address. */
export async function markDemo(owner: Kysely<never>, tenants: readonly TenantContext[]): Promise<void> {
  const roles = Object.keys(demoPeople) as Role[]
  await sql`
    insert into auth.demo (id)
    select unnest(${tenants.map(({ id }) => id)}::uuid[])
    union
    select u.id from auth."user" u
    where u.email = any(${roles.map(demoEmail)}) and not exists (select from auth.account a where a."userId" = u.id)
    on conflict do nothing`.execute(owner)
}

/** Id of the demo person of a role; null where there is none. */
export async function findDemoPerson(owner: Kysely<never>, role: Role): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select u.id from auth."user" u join auth.demo d on d.id = u.id where u.email = ${demoEmail(role)}`.execute(owner)
  return rows[0]?.id ?? null
}

/** Whether the demo has made a tenant of this database. */
export async function hasDemo(owner: Kysely<never>): Promise<boolean> {
  const { rows } = await sql`
    select from auth.demo d join core.tenants t on t.tenant_id = d.id limit 1`.execute(owner)
  return rows.length > 0
}
