import type { StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { alignBookmarks, alignmentOf } from './align-bookmarks.ts'
import { setAside } from './backlog.ts'
import { hasRead, readBookmarks, type Bookmark } from './bookmarks.ts'
import type { EventLog } from './event-log.ts'
import { project } from './project.ts'
import { projectAround, reasonOf } from './project-around.ts'
import type { Projector } from './projector.ts'

/** A plugin that could not process events that were just stored. */
export interface Trouble {
  readonly plugin: string
  readonly events: number
  readonly reason: string
}

/** What came of handing newly stored events to the plugins. */
export interface Projected {
  readonly troubles: readonly Trouble[]
  /** Some plugin has not read everything: what is left is read in the background. */
  readonly isBehind: boolean
}

/** Batches of so few events are searched for the wrong ones at once; for larger ones that takes too long here. */
const searched = 50

interface Scope {
  readonly tenantId: string
  /** The log before these events. */
  readonly before: EventLog
}

/** The plugin's bookmarks in line with what it declares, or null when that is for the background to do. */
async function alignedBookmarks(
  db: Kysely<never>,
  { tenantId, before }: Scope,
  { projector, all }: { readonly projector: Projector; readonly all: readonly Bookmark[] },
): Promise<readonly Bookmark[] | null> {
  const own = all.filter(({ plugin }) => plugin === projector.plugin)
  const alignment = alignmentOf(projector, own, before)
  if (alignment === 'aligned') return own
  if (alignment !== 'add') return null
  const isAligned = await alignBookmarks(db, { tenantId, projector, log: before }, own)
  return isAligned ? readBookmarks(db, tenantId, projector.plugin) : null
}

interface Handed {
  readonly trouble: Trouble | null
  /** All of them were processed or set aside. */
  readonly isRead: boolean
}

async function handOver(
  db: Kysely<never>,
  target: { readonly tenantId: string; readonly projector: Projector },
  events: readonly StoredEvent[],
): Promise<Handed> {
  if (events.length === 0) return { trouble: null, isRead: true }
  const { plugin } = target.projector
  if (events.length > searched) {
    const failure = await project(db, target, events)
    if (!failure) return { trouble: null, isRead: true }
    return { trouble: { plugin, events: events.length, reason: reasonOf(failure.error) }, isRead: false }
  }
  const { failed } = await projectAround(db, { ...target, patience: Infinity }, events)
  await setAside(db, { tenantId: target.tenantId, plugin }, failed)
  const [first] = failed
  return { trouble: first ? { plugin, events: failed.length, reason: first.reason } : null, isRead: true }
}

/** Moves bookmarks that had read everything on by one commit. */
async function moveOn(db: Kysely<never>, { tenantId, before }: Scope, read: readonly Bookmark[]): Promise<void> {
  if (read.length === 0) return
  await sql`
    update core.bookmarks b set read_commit = ${before.last + 1}
    from unnest(${read.map(({ plugin }) => plugin)}::text[], ${read.map(({ part }) => part)}::int[]) as given (plugin_id, part)
    where b.tenant_id = ${tenantId} and b.plugin_id = given.plugin_id and b.part = given.part`.execute(db)
}

/**
 * Hands events to the plugins in the transaction that stores them, which holds the tenant's log. Only who has read everything
 * before is given them; all others come to them later, in order.
 */
export async function projectStored(
  db: Kysely<never>,
  scope: Scope & { readonly projectors: readonly Projector[] },
  { events, bookmarks }: { readonly events: readonly StoredEvent[]; readonly bookmarks: readonly Bookmark[] },
): Promise<Projected> {
  const { tenantId, before } = scope
  const troubles: Trouble[] = []
  const read: Bookmark[] = []
  let isBehind = false
  for (const projector of scope.projectors) {
    const own = (await alignedBookmarks(db, scope, { projector, all: bookmarks })) ?? []
    const current = own.filter(
      (bookmark) => hasRead(bookmark, before.last) && bookmark.types.every((type) => projector.types.has(type)),
    )
    const types = new Set(current.flatMap((bookmark) => bookmark.types))
    const { trouble, isRead } = await handOver(
      db,
      { tenantId, projector },
      events.filter(({ event }) => types.has(event)),
    )
    if (trouble) troubles.push(trouble)
    if (isRead) read.push(...current)
    isBehind ||= !isRead || [...projector.types.keys()].some((type) => !types.has(type))
  }
  await moveOn(db, scope, read)
  return { troubles, isBehind }
}
