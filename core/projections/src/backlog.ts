import type { StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { Failed } from './project-around.ts'
import { storedColumns, storedEvent } from './read-unread.ts'

/** Whose events are set aside. */
export interface Owner {
  readonly tenantId: string
  readonly plugin: string
}

/** First pause before an event that was set aside is tried again, in seconds; each further one is four times as long. */
const firstPause = 60
const longestPause = 6 * 3_600

/** Sets events aside that a plugin could not process, each with its reason; those that are already wait longer. */
export async function setAside(
  db: Kysely<never>,
  { tenantId, plugin }: Owner,
  failed: readonly Failed[],
): Promise<void> {
  if (failed.length === 0) return
  const pause = sql`make_interval(secs => least(${longestPause}, ${firstPause} * power(4, backlog.attempts)))`
  await sql`
    insert into core.projection_backlog as backlog (tenant_id, plugin_id, event_id, failed_at, reason, attempts, next_at)
    select ${tenantId}::uuid, ${plugin}, event_id, now(), reason, 1, now() + make_interval(secs => ${firstPause})
    from unnest(${failed.map(({ event }) => event.id)}::uuid[], ${failed.map(({ reason }) => reason)}::text[])
      as given (event_id, reason)
    on conflict (tenant_id, plugin_id, event_id) do update set failed_at = now(), reason = excluded.reason,
      attempts = backlog.attempts + 1, next_at = now() + ${pause}`.execute(db)
}

/** Whether there are events whose pause is over. */
export async function hasDue(db: Kysely<never>, { tenantId, plugin }: Owner): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from core.projection_backlog
      where tenant_id = ${tenantId} and plugin_id = ${plugin} and next_at <= now()) as some`.execute(db)
  return rows[0]?.some ?? false
}

/** Events whose pause is over, for this transaction alone, in order. */
export async function takeDue(db: Kysely<never>, { tenantId, plugin }: Owner, most: number): Promise<StoredEvent[]> {
  const { rows } = await sql<Parameters<typeof storedEvent>[0]>`
    with due as materialized (
      select event_id from core.projection_backlog
      where tenant_id = ${tenantId} and plugin_id = ${plugin} and next_at <= now()
      order by next_at, event_id limit ${most} for update skip locked
    )
    select ${storedColumns}, e.properties::text
    from due join core.events e on e.tenant_id = ${tenantId} and e.event_id = due.event_id
    order by e.commit_number, e."timestamp", e.event_id`.execute(db)
  return rows.map(storedEvent)
}

/** Takes events off the list: they were projected. */
export async function takeOff(db: Kysely<never>, { tenantId, plugin }: Owner, ids: readonly string[]): Promise<void> {
  await sql`
    delete from core.projection_backlog
    where tenant_id = ${tenantId} and plugin_id = ${plugin} and event_id = any(${ids}::uuid[])`.execute(db)
}

/** Ends all pauses of a tenant, or of one of its plugins, of events and of whole projections. */
export async function endPauses(db: Kysely<never>, tenantId: string, plugin?: string): Promise<void> {
  const own = sql`tenant_id = ${tenantId} ${plugin === undefined ? sql`` : sql`and plugin_id = ${plugin}`}`
  await sql`update core.projection_backlog set next_at = now() where ${own} and next_at > now()`.execute(db)
  await sql`update core.bookmarks set next_at = now() where ${own} and next_at > now()`.execute(db)
}
