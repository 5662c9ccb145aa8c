import type { DefinedJob, JobQueue } from '@tessera/jobs'
import type { PluginSpec } from '@tessera/plugin-api'
import type { MailMessage } from '@tessera/plugin-api/server'
import type { Registry } from '@tessera/registry'
import type { Kysely } from 'kysely'
import { checkedMail } from './checked-mail.ts'
import { mailErrors } from './errors.ts'
import { closeDelivery, leftDeliveries, storeMail, takeDelivery, waitAgain, type DeliveryKey } from './mail-rows.ts'
import { listOutbox, openOutboxMail, type OpenedMail, type OutboxPage } from './outbox.ts'
import { addressesOf } from './recipients.ts'
import { isRefusal, smtpSender, type MailServer } from './smtp.ts'

export interface MailParts {
  readonly owner: Kysely<never>
  readonly registry: Pick<Registry, 'plugins'>
  readonly jobs: Pick<JobQueue, 'enqueue'>
  /** Null keeps mails in the outbox. */
  readonly server: MailServer | null
  /** Takes out of the reason a mail failed for what nobody may read. */
  readonly hide?: (text: string) => string
}

/** Mails of plugins: stored, sent, and shown to admins. */
export interface Mails {
  /** Stores a mail of a plugin; refuses what is told at the service `mail`. */
  readonly send: (
    tenantId: string,
    plugin: Pick<PluginSpec, 'id' | 'mail'>,
    mail: MailMessage,
  ) => Promise<{ readonly recipients: number }>
  /** A page of them, newest first: 100, or as many as said; `before` is `next` of the page before. */
  readonly list: (
    tenantId: string,
    page?: { readonly before?: string | undefined; readonly limit?: number },
  ) => Promise<OutboxPage>
  /** Refuses `mail_unknown`. */
  readonly open: (key: DeliveryKey) => Promise<OpenedMail>
  /** Sends one that failed or was kept. Refuses `mail_unknown`, `mail_not_again`, `mail_server_missing`. */
  readonly again: (key: DeliveryKey) => Promise<void>
  /** A mail server is named. */
  readonly sends: boolean
  /** What sends them; none where no plugin sends mail and no server is named. */
  readonly jobs: readonly DefinedJob[]
}

const sendJob = 'core.mail'
const leftJob = 'core.mail_left'
const retries = 8

/** Opens the mails kept in a database. */
export function openMails(parts: MailParts): Mails {
  const { owner, registry, jobs, server, hide = (text: string) => text } = parts
  const sender = server === null ? null : smtpSender(server)
  const enqueue = ({ tenantId, delivery }: DeliveryKey) =>
    jobs.enqueue(sendJob, { tenantId, input: { delivery }, key: delivery })

  const attempt = async (key: DeliveryKey, isLast: boolean): Promise<void> => {
    const taken = await takeDelivery(owner, key)
    if (!taken) return
    if (!sender) return closeDelivery(owner, key, { state: 'kept' })
    if (taken.interrupted > 1) {
      const reason = 'the server ended twice while it was sent; it may have arrived'
      return closeDelivery(owner, key, { state: 'failed', reason })
    }
    try {
      await sender({ id: key.delivery, ...taken })
    } catch (error) {
      const isOver = isRefusal(error)
      const reason = hide(error instanceof Error ? error.message : String(error)).slice(0, 1000)
      await closeDelivery(owner, key, { state: isOver || isLast ? 'failed' : 'waiting', reason })
      if (isOver) return
      throw error
    }
    await closeDelivery(owner, key, { state: 'sent' })
  }
  const sending: DefinedJob = {
    id: sendJob,
    title: 'Mail',
    per: 'tenant',
    timeoutSeconds: 180,
    retries,
    run: async ({ tenantId, input, attempt: n }) => {
      const { delivery } = input as Pick<DeliveryKey, 'delivery'>
      await attempt({ tenantId: tenantId ?? '', delivery }, n > retries)
    },
  }
  const looking: DefinedJob = {
    id: leftJob,
    title: 'Mail that was left',
    per: 'installation',
    schedule: { cron: '*/15 * * * *', zone: 'UTC' },
    timeoutSeconds: 120,
    retries: 0,
    run: async () => {
      for (const key of await leftDeliveries(owner)) await enqueue(key)
    },
  }
  const hasMail = registry.plugins().some(({ contract }) => contract.mail !== undefined)

  return {
    send: async (tenantId, { id: plugin, mail: declared }, message) => {
      if (!declared) throw mailErrors('mail_undeclared', { plugin })
      const mail = checkedMail(message)
      const addresses = await addressesOf(owner, tenantId, { to: mail.to, anybody: declared.to === 'anybody' })
      if (addresses.length === 0) return { recipients: 0 }
      const state = sender ? 'waiting' : 'kept'
      const deliveries = await storeMail(owner, { tenantId, plugin, mail, addresses, state })
      if (sender) for (const delivery of deliveries) await enqueue({ tenantId, delivery })
      return { recipients: addresses.length }
    },
    list: (tenantId, { before, limit = 100 } = {}) => listOutbox(owner, { tenantId, before, limit }),
    open: (key) => openOutboxMail(owner, key),
    again: async (key) => {
      if (!sender) throw mailErrors('mail_server_missing', {})
      await waitAgain(owner, key)
      await enqueue(key)
    },
    sends: sender !== null,
    jobs: hasMail || sender ? [sending, looking] : [],
  }
}
