import { keptReason, type DefinedJob, type JobQueue } from '@tessera/jobs'
import type { SentDelivery, TenantContext, VerifiedDelivery, WebhookHandler } from '@tessera/plugin-api/server'
import { unstorableText } from '@tessera/plugin-api/wire'
import { runAs, withinTime, type LoadedPlugin, type Registry } from '@tessera/registry'
import type { Vault } from '@tessera/secrets'
import type { OwnWork, PluginServices } from '@tessera/services'
import type { Kysely } from 'kysely'
import { placeOf, renewToken, tokenOf, type WebhookPlace } from './addresses.ts'
import {
  closeDelivery,
  countDeliveries,
  listDeliveries,
  noteFailure,
  openDelivery,
  storeDelivery,
  type DeliveryInfo,
  type DeliveryKey,
} from './deliveries.ts'
import { webhookErrors } from './errors.ts'
import { callsPerMinute } from './calls-per-minute.ts'
import { bodyOf } from './read-body.ts'

export interface WebhookParts {
  readonly owner: Kysely<never>
  readonly registry: Registry
  readonly vault: Pick<Vault, 'keep' | 'find'>
  readonly services: Pick<PluginServices, 'forTenant' | 'tenantsWith' | 'follow'>
  readonly jobs: Pick<JobQueue, 'enqueue'>
  /** Hears why a request was taken for unsigned, where its plugin threw. */
  readonly onUnverified?: (refused: { readonly webhook: string; readonly error: unknown }) => void
  /** Takes out of the reason a delivery failed for what nobody may read. */
  readonly hide?: (text: string) => string
  readonly now?: () => number
}

/** A request to the address of a webhook, its body unread. */
export interface WebhookRequest {
  readonly plugin: string
  readonly name: string
  readonly token: string
  readonly headers: SentDelivery['headers']
  /** Reads the body; refuses one that is larger with `webhook_too_large`. */
  readonly readRaw: (kilobytes: number) => Promise<Buffer>
}

/** A webhook of a tenant, as its admin sees it. */
export interface WebhookInfo {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Path of its address; null before one was made. */
  readonly path: string | null
  /** Deliveries of the last 30 days. */
  readonly done: number
  readonly waiting: number
  readonly failed: number
  readonly lastAt: string | null
}

/** What other systems send to plugins. */
export interface Webhooks {
  /**
   * Takes a delivery: it is stored, and handled in the background. Answers false for one that was handled before. Refuses
   * `webhook_unknown`, `webhook_unverified`, `webhook_too_large`, `webhook_too_many`.
   */
  readonly receive: (request: WebhookRequest) => Promise<{ readonly isNew: boolean; readonly key: DeliveryKey }>
  readonly list: (tenantId: string, plugin: string) => Promise<readonly WebhookInfo[]>
  /** The latest deliveries to a tenant, 200 at most, with what became of each. */
  readonly deliveries: (tenantId: string) => Promise<readonly DeliveryInfo[]>
  /** Makes the address of a webhook, or a new one in its place. Answers its path; refuses `webhook_undeclared`. */
  readonly renew: (place: WebhookPlace, by: string | null) => Promise<string>
  /** Handles what was stored; null where no plugin has a webhook. */
  readonly job: DefinedJob | null
}

const windowMs = 5 * 60_000
const verifyMs = 10_000
const retries = 8
const perMinute = 600
const webhookJob = 'core.webhook'

const pathOf = ({ plugin, name }: WebhookPlace, token: string) => `/api/${plugin}/webhooks/${name}/${token}`

interface Found {
  readonly plugin: LoadedPlugin
  readonly handler: WebhookHandler
  readonly kilobytes: number
}

/** Whether a delivery can be known by what its sender calls it. */
const isName = (id: unknown) => typeof id === 'string' && id !== '' && id.length <= 500 && unstorableText(id) === null

/** Opens the webhooks of all running plugins. */
export function openWebhooks(parts: WebhookParts): Webhooks {
  const { owner, registry, vault, services, jobs, onUnverified = () => {}, now = Date.now } = parts
  const { hide = (text: string) => text } = parts
  const count = callsPerMinute(perMinute, now)
  const find = (id: string, name: string): Found | null => {
    const plugin = registry.plugin(id)
    const declared = plugin?.contract.webhooks ?? {}
    const spec = Object.hasOwn(declared, name) ? declared[name] : undefined
    const handler = plugin?.server?.webhooks?.[name]
    return plugin && spec && handler ? { plugin, handler, kilobytes: spec.maxKilobytes ?? 256 } : null
  }
  const workOf = (place: WebhookPlace, signal: AbortSignal): OwnWork => ({
    signal,
    actor: { kind: 'job', id: `${place.plugin}.${place.name}` },
    origin: { webhook: `${place.plugin}.${place.name}` },
  })

  const verified = async (
    { plugin, handler }: Found,
    {
      tenant,
      place,
      sent,
    }: { readonly tenant: TenantContext; readonly place: WebhookPlace; readonly sent: SentDelivery },
  ): Promise<VerifiedDelivery> => {
    const signal = AbortSignal.timeout(verifyMs)
    const { secrets } = await services.forTenant(plugin.contract, tenant, workOf(place, signal))
    let found: VerifiedDelivery | null = null
    try {
      found = await withinTime(verifyMs, 'verify', () =>
        runAs(plugin.id, () => handler.verify({ ...sent, secrets: secrets as never })),
      )
    } catch (error) {
      onUnverified({ webhook: `${plugin.id}.${place.name}`, error })
    }
    const isFresh = !found?.signedAt || Math.abs(now() - found.signedAt.getTime()) <= windowMs
    if (!found || !isFresh || !isName(found.id)) {
      throw webhookErrors('webhook_unverified', {})
    }
    return found
  }

  const hasWebhooks = registry.plugins().some(({ contract }) => Object.keys(contract.webhooks ?? {}).length > 0)
  const job: DefinedJob = {
    id: webhookJob,
    title: 'What other systems sent',
    per: 'tenant',
    timeoutSeconds: 120,
    retries,
    run: async ({ tenantId, input, attempt, signal }) => {
      const key = { ...(input as Omit<DeliveryKey, 'tenantId'>), tenantId: tenantId ?? '' }
      const sent = await openDelivery(owner, key)
      const found = find(key.plugin, key.name)
      const [tenant] = await services.tenantsWith(key.plugin, key.tenantId)
      if (!sent || !found || !tenant) return
      const fail = (error: unknown) => {
        const { message: reason } = keptReason(error, hide)
        return noteFailure(owner, key, { attempt, reason, last: attempt > retries })
      }
      // why: a run whose time is up is left alone, and may never come back
      const late = () => {
        if ((signal.reason as { readonly code?: string }).code === 'job_timed_out')
          void fail(signal.reason).catch(() => {})
      }
      signal.addEventListener('abort', late, { once: true })
      try {
        const own = await services.forTenant(found.plugin.contract, tenant, workOf(key, signal))
        const context = { ...sent, body: bodyOf(sent), delivery: key.delivery, attempt, signal }
        await runAs(key.plugin, () => found.handler.handle({ ...context, ...own } as never))
      } catch (error) {
        await fail(error)
        throw error
      } finally {
        signal.removeEventListener('abort', late)
      }
      // why: which tables it wrote is known to its plugin alone
      await services.follow({ tenantId: key.tenantId, plugin: key.plugin })
      await closeDelivery(owner, key, attempt)
    },
  }

  return {
    job: hasWebhooks ? job : null,
    receive: async ({ plugin, name, token, headers, readRaw }) => {
      const place = await placeOf(owner, token)
      const found = place && place.plugin === plugin && place.name === name ? find(plugin, name) : null
      // why: an address that is wrong, and one of a plugin that is off, look the same from outside
      const [tenant] = place && found ? await services.tenantsWith(plugin, place.tenantId) : []
      if (!place || !found || !tenant) throw webhookErrors('webhook_unknown', {})
      count(token)
      const sent = { raw: await readRaw(found.kilobytes), headers }
      const { id } = await verified(found, { tenant, place, sent })
      bodyOf(sent)
      const key: DeliveryKey = { ...place, delivery: id }
      const isNew = await storeDelivery(owner, key, sent)
      if (isNew) {
        const { tenantId, ...input } = key
        await jobs.enqueue(webhookJob, { tenantId, input, key: JSON.stringify([plugin, name, id]) })
      }
      return { isNew, key }
    },
    list: async (tenantId, plugin) => {
      const declared = Object.entries(registry.plugin(plugin)?.contract.webhooks ?? {})
      const counts = declared.length === 0 ? [] : await countDeliveries(owner, tenantId, plugin)
      return Promise.all(
        declared.map(async ([name, { title, description = '' }]) => {
          const place = { tenantId, plugin, name }
          const token = await tokenOf(vault, place)
          const { done = 0, waiting = 0, failed = 0, last } = counts.find((each) => each.name === name) ?? {}
          const path = token === null ? null : pathOf(place, token)
          return { name, title, description, path, done, waiting, failed, lastAt: last?.toISOString() ?? null }
        }),
      )
    },
    deliveries: (tenantId) => listDeliveries(owner, tenantId),
    renew: async (place, by) => {
      const { plugin, name } = place
      if (!find(plugin, name)) throw webhookErrors('webhook_undeclared', { plugin, webhook: name })
      return pathOf(place, await renewToken({ owner, vault }, place, by))
    },
  }
}
