import { sql, type Kysely } from 'kysely'
import { mailErrors } from './errors.ts'
import type { DeliveryKey, MailState } from './mail-rows.ts'

/** A mail at one recipient, as admins see it. */
export interface OutboxMail {
  readonly id: string
  readonly plugin: string
  readonly to: string
  readonly subject: string
  readonly state: MailState
  /** Why it failed, or the latest try did. */
  readonly reason: string | null
  /** ISO instants. */
  readonly createdAt: string
  readonly changedAt: string
}

/** The same, opened. What it says with markup is not shown. */
export interface OpenedMail extends OutboxMail {
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[]
}

interface Row extends Omit<OutboxMail, 'createdAt' | 'changedAt'> {
  readonly created_at: Date
  readonly changed_at: Date
}

const columns = sql`d.delivery_id::text as id, m.plugin_id as plugin, d.address as "to", m.subject, d.state, d.reason,
  m.created_at, d.changed_at`

const shown = <R extends Row>({ created_at: created, changed_at: changed, ...row }: R) => ({
  ...row,
  createdAt: created.toISOString(),
  changedAt: changed.toISOString(),
})

/** Some of the mails of a tenant, newest first. */
export interface OutboxPage {
  readonly mails: readonly OutboxMail[]
  /** What the next page comes after; null on the last one. */
  readonly next: string | null
}

/** Which mails are asked for. */
export interface OutboxFilter {
  readonly tenantId: string
  /** `next` of the page before. Nothing follows a mail that is gone by now: those after it are gone too. */
  readonly before?: string | undefined
  readonly limit: number
}

/** A page of the mails of a tenant. */
export async function listOutbox(owner: Kysely<never>, { tenantId, before, limit }: OutboxFilter): Promise<OutboxPage> {
  const after =
    before === undefined
      ? sql``
      : sql`and (m.created_at, d.delivery_id) < (
          select bm.created_at, bd.delivery_id from core.mails bm join core.mail_deliveries bd using (tenant_id, mail_id)
          where bd.tenant_id = ${tenantId}::uuid and bd.delivery_id = ${before}::uuid)`
  const { rows } = await sql<Row>`
    select ${columns} from core.mails m join core.mail_deliveries d using (tenant_id, mail_id)
    where m.tenant_id = ${tenantId}::uuid ${after}
    order by m.created_at desc, d.delivery_id desc limit ${limit + 1}`.execute(owner)
  const mails = rows.slice(0, limit).map(shown)
  return { mails, next: rows.length > limit ? (mails.at(-1)?.id ?? null) : null }
}

/** One mail of a tenant. Refuses `mail_unknown`. */
export async function openOutboxMail(owner: Kysely<never>, { tenantId, delivery }: DeliveryKey): Promise<OpenedMail> {
  const { rows } = await sql<Row & Pick<OpenedMail, 'text' | 'attachments'>>`
    select ${columns}, m.text, coalesce((select jsonb_agg(a - 'content') from jsonb_array_elements(m.attachments) a), '[]') as attachments
    from core.mails m join core.mail_deliveries d using (tenant_id, mail_id)
    where d.tenant_id = ${tenantId}::uuid and d.delivery_id = ${delivery}::uuid`.execute(owner)
  if (!rows[0]) throw mailErrors('mail_unknown', {})
  return shown(rows[0])
}
