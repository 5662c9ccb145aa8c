import { sql, type Kysely } from 'kysely'
import type { CheckedMail, StoredAttachment } from './checked-mail.ts'
import { mailErrors } from './errors.ts'

const keptDays = 30
const mostKept = 10_000
const mostInHour = 500

export type MailState = 'waiting' | 'sending' | 'sent' | 'failed' | 'kept'

/** One mail at one of its recipients. */
export interface DeliveryKey {
  readonly tenantId: string
  readonly delivery: string
}

/** A mail to be stored, and the addresses it goes to. */
export interface NewMail {
  readonly tenantId: string
  readonly plugin: string
  readonly mail: CheckedMail
  readonly addresses: readonly string[]
  readonly state: 'waiting' | 'kept'
}

const at = ({ tenantId, delivery }: DeliveryKey) =>
  sql`tenant_id = ${tenantId}::uuid and delivery_id = ${delivery}::uuid`

/**
 * Stores a mail and answers the ids of its deliveries. Refuses more than an hour may have with `mail_too_many`. What is too old or too much
 * goes, a few each time.
 */
export async function storeMail(owner: Kysely<never>, given: NewMail): Promise<readonly string[]> {
  const { tenantId, plugin, addresses, state } = given
  const { subject, text, html, attachments } = given.mail
  const deliveries = addresses.map((address) => ({ id: crypto.randomUUID(), address }))
  const mailId = crypto.randomUUID()
  await owner.transaction().execute(async (db) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from core.mails m join core.mail_deliveries d using (tenant_id, mail_id)
      where m.tenant_id = ${tenantId}::uuid and m.created_at > now() - interval '1 hour'`.execute(db)
    if ((rows[0]?.count ?? 0) + deliveries.length > mostInHour) throw mailErrors('mail_too_many', { most: mostInHour })
    await sql`
      delete from core.mails where tenant_id = ${tenantId}::uuid and mail_id in (
        select mail_id from core.mails where tenant_id = ${tenantId}::uuid
        order by created_at desc, mail_id offset ${mostKept - 1} limit 100)`.execute(db)
    await sql`
      delete from core.mails where tenant_id = ${tenantId}::uuid and mail_id in (
        select mail_id from core.mails where tenant_id = ${tenantId}::uuid
          and created_at < now() - ${`${keptDays} days`}::interval limit 100)`.execute(db)
    await sql`
      insert into core.mails (tenant_id, mail_id, plugin_id, created_at, subject, text, html, attachments)
      values (${tenantId}::uuid, ${mailId}::uuid, ${plugin}, now(), ${subject}, ${text}, ${html},
        ${JSON.stringify(attachments)}::jsonb)`.execute(db)
    await sql`
      insert into core.mail_deliveries (tenant_id, delivery_id, mail_id, address, state, changed_at)
      select ${tenantId}::uuid, (d ->> 'id')::uuid, ${mailId}::uuid, d ->> 'address', ${state}, now()
      from jsonb_array_elements(${JSON.stringify(deliveries)}::jsonb) d`.execute(db)
  })
  return deliveries.map(({ id }) => id)
}

/** A delivery that is being tried. */
export interface TakenDelivery {
  readonly address: string
  /** How often a try before this one began and did not end. */
  readonly interrupted: number
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly StoredAttachment[]
}

/** Begins a try; null for a delivery that is over, or gone. */
export async function takeDelivery(owner: Kysely<never>, key: DeliveryKey): Promise<TakenDelivery | null> {
  const { rows } = await sql<TakenDelivery>`
    with taken as (
      update core.mail_deliveries
      set state = 'sending', interrupted = interrupted + (state = 'sending')::int, changed_at = now()
      where ${at(key)} and state in ('waiting', 'sending') returning tenant_id, mail_id, address, interrupted)
    select t.address, t.interrupted, m.subject, m.text, m.html, m.attachments
    from taken t join core.mails m using (tenant_id, mail_id)`.execute(owner)
  return rows[0] ?? null
}

/** Notes how a try ended. */
export async function closeDelivery(
  owner: Kysely<never>,
  key: DeliveryKey,
  { state, reason = null }: { readonly state: MailState; readonly reason?: string | null },
): Promise<void> {
  await sql`
    update core.mail_deliveries set state = ${state}, reason = ${reason}, interrupted = 0, changed_at = now()
    where ${at(key)}`.execute(owner)
}

/** Has a delivery wait again. Refuses `mail_unknown`, and with `mail_not_again` one that neither failed nor was kept. */
export async function waitAgain(owner: Kysely<never>, key: DeliveryKey): Promise<void> {
  const { rows } = await sql`
    update core.mail_deliveries set state = 'waiting', reason = null, interrupted = 0, changed_at = now()
    where ${at(key)} and state in ('failed', 'kept') returning 1`.execute(owner)
  if (rows.length > 0) return
  const { rows: there } = await sql<{ state: string }>`
    select state from core.mail_deliveries where ${at(key)}`.execute(owner)
  throw there[0] ? mailErrors('mail_not_again', { state: there[0].state }) : mailErrors('mail_unknown', {})
}

/** Deliveries that nobody has looked at for a while though they are not over. */
export async function leftDeliveries(owner: Kysely<never>): Promise<readonly DeliveryKey[]> {
  const { rows } = await sql<DeliveryKey>`
    select tenant_id::text as "tenantId", delivery_id::text as delivery from core.mail_deliveries
    where state in ('waiting', 'sending') and changed_at < now() - interval '15 minutes' limit 1000`.execute(owner)
  return rows
}
