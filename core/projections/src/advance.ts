import { isOfDatabase, type Database } from '@tessera/database'
import type { Pace } from './pace.ts'
import { hasDue } from './backlog.ts'
import { alignBookmarks, alignmentOf } from './align-bookmarks.ts'
import { hasRead, readBookmarks, type Bookmark } from './bookmarks.ts'
import { holdLog, readLog, type EventLog } from './event-log.ts'
import { reasonOf } from './project-around.ts'
import type { Trouble } from './project-stored.ts'
import { versionOf, type Projector } from './projector.ts'
import { rebuild } from './rebuild.ts'
import { pauseReplay, replayStep } from './replay-step.ts'
import { retryStep } from './retry-step.ts'

/** What was done for one plugin and tenant, and what is left. */
export interface Advance {
  readonly projected: number
  readonly trouble: Trouble | null
  /** Milliseconds until there is more to do: 0 at once, null when nothing is left. */
  readonly nextInMs: number | null
}

interface Target {
  readonly tenantId: string
  readonly projector: Projector
  readonly pace: Pace
  /** Ends a step half-way; nothing of it is kept. */
  readonly signal: AbortSignal
}

const stepTimeoutMs = 60_000
const busyMs = 1_000
const resetPauseMs = 60_000
const nothing: Advance = { projected: 0, trouble: null, nextInMs: null }

interface Look {
  readonly log: EventLog
  readonly own: readonly Bookmark[]
  /** Events that were set aside are to be tried again. */
  readonly hasDue: boolean
  /** They could not be brought in line now: a replay is at one of them. */
  readonly isBusy: boolean
}

/** The plugin's bookmarks, brought in line with what it declares. Null: a newer version of the plugin has charge of them. */
async function look(database: Database, { tenantId, projector, signal }: Target): Promise<Look | null> {
  const read = (hold: boolean) =>
    database.tenantTransaction(
      tenantId,
      async (db) => {
        const log = await (hold ? holdLog(db, tenantId, 0) : readLog(db, tenantId))
        const own = await readBookmarks(db, tenantId, projector.plugin)
        const alignment = alignmentOf(projector, own, log)
        const due = await hasDue(db, { tenantId, plugin: projector.plugin })
        const found = { log, alignment, hasDue: due, isBusy: false }
        if (!hold || alignment === 'aligned' || alignment === 'newer') return { ...found, own }
        if (alignment === 'reset') await rebuild(db, tenantId, projector)
        const isBusy = alignment === 'add' && !(await alignBookmarks(db, { tenantId, projector, log }, own))
        return { ...found, isBusy, own: await readBookmarks(db, tenantId, projector.plugin) }
      },
      { timeoutMs: stepTimeoutMs, signal },
    )
  const first = await read(false)
  if (first.alignment === 'newer') return null
  return first.alignment === 'aligned' ? first : read(true)
}

async function replay(database: Database, target: Target, { part }: Bookmark): Promise<Advance> {
  const { tenantId, projector, pace, signal } = target
  const { plugin } = projector
  const step = (isLast: boolean) =>
    database.tenantTransaction(
      tenantId,
      (db) => replayStep(db, { tenantId, projector, part }, { most: pace.size(), isLast }),
      { timeoutMs: stepTimeoutMs, signal },
    )
  const begin = performance.now()
  const size = pace.size()
  try {
    const first = await step(false)
    pace.note(size, performance.now() - begin)
    // why: what was stored meanwhile is little; with the log held, the plugin gets all that follows when it is stored
    const last = first.state === 'end' ? await step(true) : first
    const failed = [...first.failed, ...(last === first ? [] : last.failed)]
    const [example] = failed
    const trouble = example ? { plugin, events: failed.length, reason: example.reason } : null
    const projected = first.projected + (last === first ? 0 : last.projected)
    const nextInMs = { more: 0, end: null, broken: busyMs, busy: busyMs }[last.state]
    return { projected, trouble, nextInMs }
  } catch (error) {
    if (isOfDatabase(error) || signal.aborted) throw error
    pace.note(size, performance.now() - begin)
    const reason = reasonOf(error)
    await database.tenantTransaction(tenantId, (db) => pauseReplay(db, { tenantId, projector, part }, reason))
    return { projected: 0, trouble: { plugin, events: size, reason }, nextInMs: busyMs }
  }
}

function earliest(...times: readonly (number | null)[]): number | null {
  const given = times.filter((time) => time !== null)
  return given.length > 0 ? Math.min(...given) : null
}

/** Has a plugin read on a little of what it has not seen of a tenant, and tries events again that it failed at. */
export async function advance(database: Database, target: Target): Promise<Advance> {
  const { tenantId, projector, pace, signal } = target
  const { plugin } = projector
  let found: Look | null
  try {
    found = await look(database, target)
  } catch (error) {
    if (isOfDatabase(error) || signal.aborted) throw error
    return { projected: 0, trouble: { plugin, events: 0, reason: reasonOf(error) }, nextInMs: resetPauseMs }
  }
  if (!found) return nothing
  if (found.isBusy) return { ...nothing, nextInMs: busyMs }
  const { log, own } = found
  let sum: Advance = nothing
  const note = (next: Advance) => {
    sum = {
      projected: sum.projected + next.projected,
      trouble: sum.trouble ?? next.trouble,
      nextInMs: earliest(sum.nextInMs, next.nextInMs),
    }
  }
  const isRead = (bookmark: Bookmark) => hasRead(bookmark, log.last) || bookmark.version !== versionOf(projector)
  for (const bookmark of own) {
    if (isRead(bookmark) || !bookmark.types.some((type) => projector.types.has(type))) continue
    const { waitMs } = bookmark
    note(waitMs > 0 ? { ...nothing, nextInMs: waitMs } : await replay(database, target, bookmark))
  }
  if (!found.hasDue) return sum
  const size = pace.size()
  const retried = await database.tenantTransaction(tenantId, (db) => retryStep(db, { tenantId, projector }, size), {
    timeoutMs: stepTimeoutMs,
    signal,
  })
  note({ projected: retried.done, trouble: null, nextInMs: retried.tried === size ? 0 : null })
  return sum
}
