import { openWebhooks, type WebhookParts } from '@tessera/webhooks'

/** What another system sends in a test. */
export interface TestDelivery {
  readonly raw: string | Uint8Array
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>>
}

type Receive = (tenantId: string, webhook: string, sent: TestDelivery) => Promise<{ readonly isNew: boolean }>

/** Receives what a test sends: the real way but HTTP, and what is new is handled at once. */
export function openTestWebhooks(parts: Omit<WebhookParts, 'jobs'>): Receive {
  const webhooks = openWebhooks({
    ...parts,
    jobs: { enqueue: async () => null },
    onUnverified: () => {},
  })
  const addresses = new Map<string, Promise<string>>()
  return async (tenantId, webhook, { raw, headers = {} }) => {
    const [plugin = '', name = ''] = webhook.split('.')
    const place = { tenantId, plugin, name }
    const known = addresses.get(`${tenantId} ${webhook}`) ?? webhooks.renew(place, null)
    addresses.set(`${tenantId} ${webhook}`, known)
    const token = (await known).split('/').at(-1) ?? ''
    const lower = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
    const readRaw = async () => Buffer.from(raw)
    const { isNew, key } = await webhooks.receive({ plugin, name, token, headers: lower, readRaw })
    const { tenantId: _, ...input } = key
    const run = { run: crypto.randomUUID(), tenantId, input, attempt: 1, progress: async () => {} }
    if (isNew) await webhooks.job?.run({ ...run, signal: AbortSignal.timeout(120_000) })
    return { isNew }
  }
}
