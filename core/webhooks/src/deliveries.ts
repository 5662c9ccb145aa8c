import type { SentDelivery } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { WebhookPlace } from './addresses.ts'

/** One delivery, by the name its sender gave it. */
export interface DeliveryKey extends WebhookPlace {
  readonly delivery: string
}

/** How long a delivery is known, so that it is not taken twice. */
const keptDays = 30
/** Characters of a reason that are kept. */
const mostReason = 2_000

const at = ({ tenantId, plugin, name, delivery }: DeliveryKey) => sql`
  tenant_id = ${tenantId}::uuid and plugin_id = ${plugin} and name = ${name} and delivery_id = ${delivery}`

/**
 * Stores a delivery unless it was handled already. One that waits stays as it is, one that failed for good waits again. Answers whether
 * there is something to do. What is too old goes, a few each time.
 */
export async function storeDelivery(owner: Kysely<never>, key: DeliveryKey, sent: SentDelivery): Promise<boolean> {
  const { tenantId, plugin, name, delivery } = key
  await sql`
    delete from core.webhook_deliveries where (tenant_id, plugin_id, name, delivery_id) in (
      select tenant_id, plugin_id, name, delivery_id from core.webhook_deliveries
      where tenant_id = ${tenantId}::uuid and received_at < now() - ${`${keptDays} days`}::interval limit 20)`.execute(
    owner,
  )
  const { rows } = await sql`
    insert into core.webhook_deliveries as d (tenant_id, plugin_id, name, delivery_id, received_at, state, headers, raw)
    values (${tenantId}::uuid, ${plugin}, ${name}, ${delivery}, now(), 'waiting', ${JSON.stringify(sent.headers)}::jsonb,
      ${sent.raw}::bytea)
    on conflict (tenant_id, plugin_id, name, delivery_id) do update set state = 'waiting', ended_at = null where d.state <> 'done'
    returning state`.execute(owner)
  return rows.length > 0
}

/** What was sent with a delivery that is still to be handled; null when it is done, or forgotten. */
export async function openDelivery(owner: Kysely<never>, key: DeliveryKey): Promise<SentDelivery | null> {
  const { rows } = await sql<{ headers: Record<string, string>; raw: Uint8Array }>`
    select headers, raw from core.webhook_deliveries where ${at(key)} and state <> 'done'`.execute(owner)
  return rows[0] ? { headers: rows[0].headers, raw: Buffer.from(rows[0].raw) } : null
}

/** Notes that a try failed, and why; `last` when it is not tried again. */
export async function noteFailure(
  owner: Kysely<never>,
  key: DeliveryKey,
  failure: { readonly attempt: number; readonly reason: string; readonly last: boolean },
): Promise<void> {
  const { attempt, reason, last } = failure
  const ended = last ? sql`, state = 'failed', ended_at = now()` : sql``
  await sql`
    update core.webhook_deliveries set attempts = ${attempt}, reason = ${reason.slice(0, mostReason)}${ended}
    where ${at(key)}`.execute(owner)
}

/** Notes that a delivery was handled. Of what was sent nothing is kept. */
export async function closeDelivery(owner: Kysely<never>, key: DeliveryKey, attempt: number): Promise<void> {
  await sql`
    update core.webhook_deliveries set state = 'done', attempts = ${attempt}, ended_at = now(), reason = null, headers = null, raw = null
    where ${at(key)}`.execute(owner)
}

/** One delivery as admins see it, without what was sent. Times are ISO instants. */
export interface DeliveryInfo {
  readonly plugin: string
  readonly webhook: string
  /** The name its sender gave it. */
  readonly delivery: string
  readonly receivedAt: string
  /** When it was handled, or given up; null while it waits. */
  readonly endedAt: string | null
  readonly state: 'waiting' | 'done' | 'failed'
  /** Tries so far. */
  readonly attempts: number
  /** Why the latest try failed. */
  readonly reason: string | null
}

interface InfoRow extends Omit<DeliveryInfo, 'receivedAt' | 'endedAt'> {
  readonly received_at: Date
  readonly ended_at: Date | null
}

/** The latest deliveries of a tenant, 200 at most. */
export async function listDeliveries(owner: Kysely<never>, tenantId: string): Promise<readonly DeliveryInfo[]> {
  const { rows } = await sql<InfoRow>`
    select plugin_id as plugin, name as webhook, delivery_id as delivery, received_at, ended_at, state, attempts, reason
    from core.webhook_deliveries where tenant_id = ${tenantId}::uuid
    order by received_at desc, delivery_id limit 200`.execute(owner)
  return rows.map(({ received_at: receivedAt, ended_at: endedAt, ...row }) => ({
    ...row,
    receivedAt: receivedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }))
}

/** How many deliveries there were lately, and when the last one came. */
export interface DeliveryCounts {
  readonly name: string
  readonly done: number
  readonly waiting: number
  readonly failed: number
  readonly last: Date
}

/** Counts the deliveries of a plugin in a tenant, by webhook. */
export async function countDeliveries(
  owner: Kysely<never>,
  tenantId: string,
  plugin: string,
): Promise<readonly DeliveryCounts[]> {
  const { rows } = await sql<DeliveryCounts>`
    select name, max(received_at) as last, count(*) filter (where state = 'done')::int as done,
      count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'failed')::int as failed
    from core.webhook_deliveries where tenant_id = ${tenantId}::uuid and plugin_id = ${plugin} group by name`.execute(
    owner,
  )
  return rows
}
