import { sql, type Kysely } from 'kysely'
import { addBookmark, hasRead, takeBookmarks, type Bookmark } from './bookmarks.ts'
import type { EventLog } from './event-log.ts'
import { typesOf, versionOf, type Projector } from './projector.ts'

/** What has to be done before a plugin's bookmarks say how far it has read each of its event types. */
export type Alignment = 'aligned' | 'add' | 'reset' | 'newer'

/**
 * Compares a plugin's bookmarks with what it declares now: whether all is there, something is to be added, its rows are to be made
 * anew, or a newer version of it has been here, which is left in charge.
 */
export function alignmentOf(projector: Projector, own: readonly Bookmark[], log: EventLog): Alignment {
  const version = versionOf(projector)
  if (own.some((bookmark) => bookmark.version > version)) return 'newer'
  if (own.some((bookmark) => bookmark.version < version)) return 'reset'
  // why: what it missed before bookmarks were kept is not known, so that all is made anew where it can be
  if (own.length === 0 && projector.isOlder && log.hasUnnumbered && projector.projection) return 'reset'
  const known = new Set(own.flatMap(({ types }) => types))
  const declared = typesOf(projector)
  const isMixed = ({ types }: Bookmark) => types.some((type) => !projector.types.has(type))
  if (declared.some((type) => !known.has(type))) return 'add'
  if (own.some((one) => isMixed(one) && one.types.some((type) => projector.types.has(type)))) return 'add'
  return own.filter((one) => hasRead(one, log.last) && !isMixed(one)).length > 1 ? 'add' : 'aligned'
}

interface Scope {
  readonly tenantId: string
  readonly projector: Projector
  readonly log: EventLog
}

/** Where a plugin begins to read types it has not read before: at the end when there is nothing of them. */
async function beginningOf(db: Kysely<never>, { tenantId, projector, log }: Scope, types: readonly string[]) {
  if (projector.isOlder && log.hasUnnumbered && !projector.projection) return 0
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from core.events
      where tenant_id = ${tenantId} and event = any(${types}::text[]) and commit_number <= ${log.last}) as some`.execute(
    db,
  )
  if (!rows[0]?.some) return log.last
  return log.hasUnnumbered ? -1 : 0
}

/**
 * Brings the bookmarks of a plugin in line with the event types it declares, while the tenant's log is held: new types begin at
 * their first event, types no longer declared keep their place for the day they return, types that stand equal share a bookmark.
 * False, and nothing is done: a replay is at one of them.
 */
export async function alignBookmarks(db: Kysely<never>, scope: Scope, seen: readonly Bookmark[]): Promise<boolean> {
  const { tenantId, projector, log } = scope
  const { plugin } = projector
  const own = await takeBookmarks(db, tenantId, seen)
  if (!own) return false
  const known = new Set(own.flatMap(({ types }) => types))
  const fresh = typesOf(projector).filter((type) => !known.has(type))
  let part = Math.max(0, ...own.map((bookmark) => bookmark.part))
  const base = { plugin, version: versionOf(projector) }
  const setTypes = (number: number, types: readonly string[]) =>
    sql`update core.bookmarks set event_types = ${types.toSorted()}::text[]
      where tenant_id = ${tenantId} and plugin_id = ${plugin} and part = ${number}`.execute(db)

  const atEnd: { readonly part: number; readonly types: readonly string[] }[] = []
  for (const bookmark of own) {
    const gone = bookmark.types.filter((type) => !projector.types.has(type))
    const kept = bookmark.types.filter((type) => projector.types.has(type))
    if (kept.length === 0) continue
    if (gone.length > 0) {
      await addBookmark(db, tenantId, { ...bookmark, part: (part += 1), types: gone })
      await setTypes(bookmark.part, kept)
    }
    if (hasRead(bookmark, log.last)) atEnd.push({ part: bookmark.part, types: kept })
  }
  if (fresh.length > 0) {
    const commit = await beginningOf(db, scope, fresh)
    if (commit === log.last && atEnd[0]) atEnd.push({ part: -1, types: fresh })
    else await addBookmark(db, tenantId, { ...base, part: part + 1, types: fresh, commit, place: null })
  }
  const [first, ...others] = atEnd
  if (!first || others.length === 0) return true
  await setTypes(
    first.part,
    [first, ...others].flatMap(({ types }) => types),
  )
  await sql`
    delete from core.bookmarks where tenant_id = ${tenantId} and plugin_id = ${plugin}
      and part = any(${others.map((other) => other.part)}::int[])`.execute(db)
  return true
}
