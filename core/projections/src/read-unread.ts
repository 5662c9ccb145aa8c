import { parseExactly, type StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Bookmark, Place } from './bookmarks.ts'

/** Events a bookmark has not read yet, and where it stands behind them. */
export interface Unread {
  readonly events: readonly StoredEvent[]
  readonly after: { readonly commit: number; readonly place: Place | null }
  /** How many stored events were looked at, of other types too. */
  readonly seen: number
}

interface Row {
  readonly commit: number
  readonly event_id: string
  readonly time: string
  readonly event: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly session_id: string | null
  readonly properties: string | null
  readonly received_at: Date
}

/** Columns of the table aliased `e`. Times are text: a `Date` would round them, and a replay must be given what came first. */
export const storedColumns = sql`e.commit_number as commit, e.event_id, e.event, e.user_id, e.account_id, e.session_id, e.received_at,
  to_char(e."timestamp" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time`

/** A stored event as plugins are given it. */
export function storedEvent(row: Row): StoredEvent {
  return {
    id: row.event_id,
    event: row.event,
    timestamp: row.time,
    userId: row.user_id,
    accountId: row.account_id,
    sessionId: row.session_id,
    properties: parseExactly(row.properties ?? '{}', String) as Record<string, unknown>,
    receivedAt: row.received_at.toISOString(),
  }
}

export interface ReadLimits {
  /** Last commit to be read. */
  readonly last: number
  /** Most stored events to look at. */
  readonly most: number
}

/** Reads on from a bookmark, in the order of commits, times and ids, within one stretch of the table. */
export async function readUnread(
  db: Kysely<never>,
  { tenantId, bookmark }: { readonly tenantId: string; readonly bookmark: Bookmark },
  { last, most }: ReadLimits,
): Promise<Unread> {
  const { commit, place, types } = bookmark
  const own = sql`tenant_id = ${tenantId}`
  const behind = place && sql`(${place.time}::timestamptz, ${place.id}::uuid)`
  const isOld = commit < 0
  // why: each stretch is bounded by an index alone, however rare the types are
  const stretch: RawBuilder<unknown> = isOld
    ? sql`${own} ${behind ? sql`and ("timestamp", event_id) > ${behind}` : sql``} order by "timestamp", event_id`
    : sql`${own} and commit_number > 0 and commit_number > ${commit} and commit_number <= ${last}
        ${behind ? sql`and (commit_number > ${commit + 1} or ("timestamp", event_id) > ${behind})` : sql``}
        order by commit_number, "timestamp", event_id`
  const { rows } = await sql<Row>`
    with stretch as materialized (select * from core.events where ${stretch} limit ${most})
    select ${storedColumns},
      case when e.event = any(${types}::text[]) then e.properties::text end as properties
    from stretch as e order by ${isOld ? sql`e."timestamp", e.event_id` : sql`e.commit_number, e."timestamp", e.event_id`}`.execute(
    db,
  )
  const wanted = new Set(types)
  const events = rows.filter((row) => wanted.has(row.event) && (!isOld || row.commit === 0)).map(storedEvent)
  const end = rows.length < most ? null : rows.at(-1)
  const after = end
    ? { commit: isOld ? commit : end.commit - 1, place: { time: end.time, id: end.event_id } }
    : { commit: isOld ? 0 : last, place: null }
  return { events, after, seen: rows.length }
}
