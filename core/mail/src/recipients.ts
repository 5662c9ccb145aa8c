import { roleOf } from '@tessera/tenancy'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { CheckedMail } from './checked-mail.ts'
import { mailErrors } from './errors.ts'

interface MemberAddress {
  readonly id: string
  readonly email: string
  readonly role: string
}

const address = z.email()

/**
 * The addresses a mail goes to, each once. Members are found by address, whatever its case, by id or by role. Refuses who is none with
 * `mail_recipient_unknown`; with `anybody` only what is no address.
 */
export async function addressesOf(
  owner: Kysely<never>,
  tenantId: string,
  { to, anybody }: Pick<CheckedMail, 'to'> & { readonly anybody: boolean },
): Promise<readonly string[]> {
  const { rows } = await sql<MemberAddress>`
    select u.id::text as id, u.email, m.role from auth.member m join auth."user" u on u.id = m."userId"
    where m."organizationId" = ${tenantId}::uuid order by u.email`.execute(owner)
  if ('role' in to) return rows.filter(({ role }) => roleOf(role) === to.role).map(({ email }) => email)
  const found = to.map((recipient) => {
    const member = rows.find(({ id, email }) => id === recipient || email.toLowerCase() === recipient.toLowerCase())
    if (member) return member.email
    if (!anybody || !address.safeParse(recipient).success) throw mailErrors('mail_recipient_unknown', { recipient })
    return recipient
  })
  return [...new Map(found.map((one) => [one.toLowerCase(), one])).values()]
}
