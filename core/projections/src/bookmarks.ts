import { sql, type Kysely, type RawBuilder } from 'kysely'

/** A place within a commit: the event read last. Its time is text, because a `Date` would round it. */
export interface Place {
  readonly time: string
  readonly id: string
}

/**
 * Up to where a plugin has read a tenant's events, for some of its event types. Types with the same position share a bookmark. -1:
 * not even the events from before there were commits.
 */
export interface Bookmark {
  readonly plugin: string
  readonly part: number
  readonly types: readonly string[]
  readonly version: number
  /** Last commit read to its end. */
  readonly commit: number
  /** How far the commit behind it was read; null for not at all. */
  readonly place: Place | null
  readonly attempts: number
  readonly reason: string | null
  /** Milliseconds until it is to be read on; 0 unless something was wrong. */
  readonly waitMs: number
}

interface Row extends Omit<Bookmark, 'place'> {
  readonly time: string | null
  readonly id: string | null
}

const columns = sql`plugin_id as plugin, part, event_types as types, version, read_commit as commit, read_time::text as time,
  read_id as id, attempts, reason,
  greatest(0, ceil(extract(epoch from next_at - now()) * 1000))::int as "waitMs"`

async function read(db: Kysely<never>, rest: RawBuilder<unknown>): Promise<Bookmark[]> {
  const { rows } = await sql<Row>`select ${columns} from core.bookmarks where ${rest}`.execute(db)
  return rows.map(({ time, id, ...row }) => ({
    ...row,
    place: time !== null && id !== null ? { time, id } : null,
  }))
}

/** All bookmarks of a tenant, or those of one plugin. */
export function readBookmarks(db: Kysely<never>, tenantId: string, plugin?: string): Promise<Bookmark[]> {
  const own = plugin === undefined ? sql`` : sql`and plugin_id = ${plugin}`
  return read(db, sql`tenant_id = ${tenantId} ${own} order by plugin_id, part`)
}

/** One bookmark, for this transaction alone; null when another one works with it or it is gone. */
export async function takeBookmark(
  db: Kysely<never>,
  tenantId: string,
  { plugin, part }: Pick<Bookmark, 'plugin' | 'part'>,
): Promise<Bookmark | null> {
  const own = sql`tenant_id = ${tenantId} and plugin_id = ${plugin} and part = ${part}`
  return (await read(db, sql`${own} for no key update skip locked`))[0] ?? null
}

/**
 * All bookmarks of a plugin as they are, nobody moving them until the transaction ends; null when somebody is at it. They must not
 * be split or joined by what was read before: meanwhile a replay may have moved one on.
 */
export async function takeBookmarks(
  db: Kysely<never>,
  tenantId: string,
  own: readonly Bookmark[],
): Promise<readonly Bookmark[] | null> {
  const taken: Bookmark[] = []
  for (const one of own) {
    const bookmark = await takeBookmark(db, tenantId, one)
    if (!bookmark) return null
    taken.push(bookmark)
  }
  return taken
}

/** Puts a bookmark where it stands now; what was wrong before is forgotten. */
export async function moveBookmark(
  db: Kysely<never>,
  tenantId: string,
  bookmark: Pick<Bookmark, 'plugin' | 'part' | 'commit' | 'place'>,
): Promise<void> {
  const { plugin, part, commit, place } = bookmark
  await sql`
    update core.bookmarks set read_commit = ${commit}, read_time = ${place?.time ?? null}::timestamptz,
      read_id = ${place?.id ?? null}::uuid, attempts = 0, reason = null, next_at = now()
    where tenant_id = ${tenantId} and plugin_id = ${plugin} and part = ${part}`.execute(db)
}

/** A new bookmark of a plugin. */
export async function addBookmark(
  db: Kysely<never>,
  tenantId: string,
  bookmark: Pick<Bookmark, 'plugin' | 'part' | 'types' | 'version' | 'commit' | 'place'>,
): Promise<void> {
  const { plugin, part, types, version, commit, place } = bookmark
  await sql`
    insert into core.bookmarks (tenant_id, plugin_id, part, event_types, version, read_commit, read_time, read_id)
    values (${tenantId}, ${plugin}, ${part}, ${types}::text[], ${version}, ${commit}, ${place?.time ?? null}::timestamptz,
      ${place?.id ?? null}::uuid)`.execute(db)
}

/** Whether a plugin has read everything up to a commit. */
export function hasRead({ commit, place }: Pick<Bookmark, 'commit' | 'place'>, last: number): boolean {
  return commit === last && place === null
}
