import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { setAside } from './backlog.ts'
import { moveBookmark, takeBookmark, type Bookmark } from './bookmarks.ts'
import { checkStored } from './check-stored.ts'
import { holdLog, readLog } from './event-log.ts'
import { projectAround, type Failed } from './project-around.ts'
import { versionOf, type Projector } from './projector.ts'
import { readUnread } from './read-unread.ts'

export interface ReplayTarget {
  readonly tenantId: string
  readonly projector: Projector
  readonly part: number
}

/** What one step of a replay did. */
export interface ReplayStep {
  /** `end`: everything is read; `broken`: the plugin processes nothing at the moment; `busy`: another process works on it. */
  readonly state: 'more' | 'end' | 'broken' | 'busy'
  readonly projected: number
  readonly failed: readonly Failed[]
}

/** Events that fail, none succeeding, before a plugin counts as broken; and how often that is believed. */
const patience = 20
const believed = 3
const firstPauseS = 1
const longestPauseS = 300

/** Leaves the bookmark where it is, to be tried again after a pause that doubles. */
async function pause(
  db: Kysely<never>,
  { tenantId, bookmark }: { readonly tenantId: string; readonly bookmark: Bookmark },
  reason: string,
): Promise<void> {
  await sql`
    update core.bookmarks set attempts = attempts + 1, reason = ${reason.slice(0, 1000)},
      next_at = now() + make_interval(secs => least(${longestPauseS}, ${firstPauseS} * power(2, least(attempts, 20))))
    where tenant_id = ${tenantId} and plugin_id = ${bookmark.plugin} and part = ${bookmark.part}`.execute(db)
}

/** Notes in a transaction of its own that a step could not be carried out at all. */
export async function pauseReplay(
  db: Kysely<never>,
  { tenantId, projector, part }: ReplayTarget,
  reason: string,
): Promise<void> {
  const bookmark = await takeBookmark(db, tenantId, { plugin: projector.plugin, part })
  if (bookmark) await pause(db, { tenantId, bookmark }, reason)
}

/**
 * Reads a bookmark on by at most `most` stored events and projects those of its types; all within one transaction, so that each
 * event is projected once whatever happens. `isLast` holds the tenant's log: nothing is stored meanwhile, so that the plugin has
 * read everything afterwards. Events it fails at are set aside, each with its reason.
 */
export async function replayStep(
  db: Kysely<never>,
  target: ReplayTarget,
  { most, isLast }: { readonly most: number; readonly isLast: boolean },
): Promise<ReplayStep> {
  const { tenantId, projector, part } = target
  const { plugin } = projector
  const none = { projected: 0, failed: [] }
  const held = isLast ? await holdLog(db, tenantId, 0) : null
  const bookmark = await takeBookmark(db, tenantId, { plugin, part })
  // why: after the bookmark, which no commit moves now: read before, the log may end before it, and it would be put back
  const log = held ?? (await readLog(db, tenantId))
  if (!bookmark || bookmark.version !== versionOf(projector)) return { state: 'busy', ...none }
  const unread = await readUnread(db, { tenantId, bookmark }, { last: log.last, most })
  const { right, wrong } = checkStored(projector, unread.events)
  const around = { tenantId, projector, patience: bookmark.attempts < believed ? patience : Infinity }
  const { failed, isBroken } = await projectAround(db, around, right)
  const [first] = failed
  if (isBroken && first) {
    await pause(db, { tenantId, bookmark }, first.reason)
    return { state: 'broken', projected: 0, failed }
  }
  const aside = [...wrong, ...failed]
  await setAside(db, { tenantId, plugin }, aside)
  await moveBookmark(db, tenantId, { ...bookmark, ...unread.after })
  const isEnd = unread.after.commit === log.last && unread.after.place === null
  return { state: isEnd ? 'end' : 'more', projected: right.length - failed.length, failed: aside }
}
