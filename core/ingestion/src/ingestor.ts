import type { Database } from '@tessera/database'
import { markChanged, type EventType } from '@tessera/plugin-api/server'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import { readSwitches, type PluginSwitches } from '@tessera/tenancy'
import type { Kysely } from 'kysely'
import { createAdmission, type Admission } from './admission.ts'
import { checkBatch } from './check-batch.ts'
import type { CheckedEvent } from './check-event.ts'
import { readSlices, slicesOf, type EventSlices } from './event-slices.ts'
import { createLines } from './lines.ts'
import { type Projector, holdLog, projectStored, projectionProblem, readBookmarks } from '@tessera/projections'
import { releaseDemoClock } from './release-demo-clock.ts'
import { storeEvents } from './store-events.ts'
import { createStoreLine } from './store-line.ts'
import { storeParts } from './store-parts.ts'

/** What ingestion asks of the running plugins, each time anew. */
export interface IngestPlugins {
  readonly types: () => ReadonlyMap<string, EventType>
  /** Projections that a tenant with these switches has on. */
  readonly projectors: (switches: PluginSwitches) => readonly Projector[]
  /** Called after events of a tenant were committed. */
  readonly stored?: (tenantId: string) => void
  /** Called after events were committed that some plugin has not read. */
  readonly behind?: (tenantId: string) => void
  /** Reports that a plugin could not process events. */
  readonly failed: (plugin: string, error: Error) => void
}

/** The one door events come in by: API, demo data and CLI. */
export interface Ingestor extends Admission {
  /** At most `maxBatch` events, checked one by one; when it answers, the accepted ones are committed. */
  readonly ingest: (tenantId: string, events: readonly unknown[]) => Promise<IngestResult>
  /**
   * The same for a body `{"events": […]}`, which is read when it is the tenant's turn. Rejects with the signal's reason when the
   * caller leaves before that.
   */
  readonly ingestBody: (tenantId: string, body: Buffer, signal: AbortSignal) => Promise<IngestResult>
  /** Any number of events, in batches. Indexes of rejected ones count through all of them. */
  readonly ingestAll: (tenantId: string, events: readonly unknown[]) => Promise<IngestResult>
}

const megabyte = 1024 * 1024
/** Largest body of a full batch, in bytes, with room for the properties of its events. */
export const largestBatch = 16 * megabyte
const batchTimeoutMs = 120_000
const patienceMs = 60_000
/** Batches that are read at once: each holds its parsed events in memory. */
const readTogether = 4

/** The embedded database carries out one transaction at a time, so that a long one would stand in everybody's way. */
const commits = {
  postgres: { together: 3, perCommit: 2 * maxBatch, perPart: maxBatch, targetMs: 2_000, patienceMs },
  embedded: { together: 1, perCommit: maxBatch / 4, perPart: 500, targetMs: 250, patienceMs },
  whole: { together: 1, perCommit: maxBatch, perPart: maxBatch, targetMs: batchTimeoutMs, patienceMs },
} as const

export interface IngestLimits {
  /** Megabytes of events that may wait to be stored, of all tenants together. */
  readonly waitingMb: number
  /** Called when nothing waits any more, with the bytes that came since the last time. */
  readonly idle?: (bytes: number) => void
  /** Current instant; replaced in tests. */
  readonly now?: () => Date
  /** One commit carries a whole batch, however long it takes: for processes in which nobody waits for another. */
  readonly wholeBatches?: boolean
}

/** Ends a transaction that found nothing new, so that it leaves nothing behind. */
class NothingNew extends Error {}

/** Creates the door. */
export function createIngestor(
  database: Database,
  plugins: IngestPlugins,
  { waitingMb, idle, now = () => new Date(), wholeBatches = false }: IngestLimits = { waitingMb: 128 },
): Ingestor {
  const write = async (db: Kysely<never>, tenantId: string, events: readonly CheckedEvent[]) => {
    // why: what does not wait for each other travels together, which counts where the database is far away; the log goes first,
    // so that commits become visible in the order of their numbers
    const [log, stored, bookmarks, switches] = await Promise.all([
      holdLog(db, tenantId, 1),
      storeEvents(db, tenantId, { events, receivedAt: now() }),
      readBookmarks(db, tenantId),
      readSwitches(db, tenantId),
      releaseDemoClock(db, tenantId, events),
    ])
    if (stored.length === 0) throw new NothingNew()
    const times = stored.map((event) => event.timestamp)
    // why: the marks go first, or a plugin that fails would undo them together with its savepoint
    const marking = markChanged(db, { tenantId, table: 'core.events', times })
    const before = { ...log, last: log.last - 1 }
    const scope = { tenantId, before, projectors: plugins.projectors(switches) }
    const [projected] = await Promise.all([projectStored(db, scope, { events: stored, bookmarks }), marking])
    return { ...projected, ids: new Set(stored.map(({ id }) => id)) }
  }

  const storeGroup = async (tenantId: string, events: readonly CheckedEvent[]): Promise<ReadonlySet<string>> => {
    const written = await database
      .tenantTransaction(tenantId, (db) => write(db, tenantId, events), { timeoutMs: batchTimeoutMs })
      .catch((error: unknown) => {
        if (error instanceof NothingNew) return null
        throw error
      })
    if (!written) return new Set()
    plugins.stored?.(tenantId)
    for (const trouble of written.troubles) plugins.failed(trouble.plugin, projectionProblem(trouble))
    if (written.isBehind) plugins.behind?.(tenantId)
    return written.ids
  }

  const storeLine = createStoreLine(
    wholeBatches ? commits.whole : commits[database.kind],
    (tenantId, parts) => storeParts(parts, (events) => storeGroup(tenantId, events)),
    () => readLines.look(),
  )
  // why: a tenant's next batch is read while one before it is committed, and no earlier
  const readLines = createLines({ together: readTogether, patienceMs, mayBegin: storeLine.hasRoom })

  const take = async (
    tenantId: string,
    read: () => EventSlices | Promise<EventSlices>,
    signal?: AbortSignal,
  ): Promise<IngestResult> => {
    const { storing, valid, rejected } = await readLines.run(
      tenantId,
      async () => {
        const { events, ...checked } = await checkBatch(await read(), plugins.types(), now())
        // why: the place in the store line is taken while it is still this batch's turn
        const promise = storeLine.add(tenantId, events)
        promise.catch(() => {})
        return { ...checked, storing: { promise } }
      },
      signal,
    )
    const accepted = await storing.promise
    return { accepted, duplicate: valid - accepted, rejected }
  }

  const ingest = (tenantId: string, events: readonly unknown[]) => take(tenantId, () => slicesOf(events))

  const ingestAll = async (tenantId: string, events: readonly unknown[]): Promise<IngestResult> => {
    const sum = { accepted: 0, duplicate: 0, rejected: [] as IngestResult['rejected'][number][] }
    for (let start = 0; start < events.length; start += maxBatch) {
      const part = await ingest(tenantId, events.slice(start, start + maxBatch))
      sum.accepted += part.accepted
      sum.duplicate += part.duplicate
      sum.rejected.push(...part.rejected.map((one) => ({ ...one, index: one.index + start })))
    }
    return sum
  }

  const ingestBody = (tenantId: string, body: Buffer, signal: AbortSignal) =>
    take(tenantId, () => readSlices(body), signal)

  const admission = createAdmission({
    bytes: waitingMb * megabyte,
    largestBody: largestBatch,
    ...(idle ? { idle } : {}),
  })
  return { ...admission, ingest, ingestBody, ingestAll }
}
