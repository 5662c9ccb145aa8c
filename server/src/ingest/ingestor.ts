import type { Database } from '@tessera/database'
import { markChanged, type EventType, type StoredEvent } from '@tessera/plugin-api/server'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import type { Kysely } from 'kysely'
import { serverErrors } from '../errors.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { createAdmission, type Admission } from './admission.ts'
import { addToBacklog, backlogs, retryBacklog } from './backlog.ts'
import { checkBatch } from './check-batch.ts'
import type { CheckedEvent } from './check-event.ts'
import { readSlices, slicesOf, type EventSlices } from './event-slices.ts'
import { memoryReturner } from './memory-returner.ts'
import { createLines } from './lines.ts'
import { project, type ProjectionFailure, type Projector } from './project.ts'
import { releaseDemoClock } from './release-demo-clock.ts'
import { storeEvents } from './store-events.ts'
import { createStoreLine } from './store-line.ts'
import { storeParts } from './store-parts.ts'

/** What ingestion asks of the running plugins, each time anew. */
export interface IngestPlugins {
  readonly types: () => ReadonlyMap<string, EventType>
  readonly projectors: () => readonly Projector[]
  /** Called after events of a tenant were committed. */
  readonly stored?: (tenantId: string) => void
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
  /** Tries all events again that plugins could not process; called at start. */
  readonly retryAll: () => Promise<void>
}

const megabyte = 1024 * 1024
const batchTimeoutMs = 120_000
const patienceMs = 60_000
/** Batches that are read at once: each holds its parsed events in memory. */
const readTogether = 4

/** The embedded database carries out one transaction at a time, so that a long one would stand in everybody's way. */
const commits = {
  postgres: { together: 3, perCommit: 2 * maxBatch, perPart: maxBatch, targetMs: 2_000, patienceMs },
  embedded: { together: 1, perCommit: maxBatch / 4, perPart: 250, targetMs: 150, patienceMs },
} as const

export interface IngestLimits {
  /** Megabytes of events that may wait to be stored, of all tenants together. */
  readonly waitingMb: number
}

/** Creates the door. */
export function createIngestor(
  database: Database,
  plugins: IngestPlugins,
  { waitingMb }: IngestLimits = { waitingMb: 128 },
): Ingestor {
  /** Tenants and plugins known to have a backlog, so that healthy batches need not look. */
  const waiting = new Map<string, Set<string>>()

  const report = (failure: ProjectionFailure) => {
    const reason = failure.error instanceof Error ? failure.error.message : String(failure.error)
    const { plugin, events } = failure
    plugins.failed(plugin, serverErrors('project_failed', { plugin, events: events.length, reason }))
  }

  const retry = async (tenantId: string) => {
    for (const projector of plugins.projectors()) {
      const set = waiting.get(tenantId)
      if (!set?.has(projector.plugin)) continue
      if (await retryBacklog(database, tenantId, projector)) set.delete(projector.plugin)
    }
  }

  const projectAll = async (db: Kysely<never>, tenantId: string, stored: readonly StoredEvent[]) => {
    const failures: ProjectionFailure[] = []
    for (const projector of plugins.projectors()) {
      const own = stored.filter((event) => projector.events.has(event.event))
      if (own.length === 0) continue
      const failure = await project(db, { tenantId, projector }, own)
      if (!failure) continue
      await addToBacklog(db, tenantId, failure)
      failures.push(failure)
    }
    return failures
  }

  const write = async (db: Kysely<never>, tenantId: string, events: readonly CheckedEvent[]) => {
    // why: statements that do not wait for each other travel together, which counts where the database is far away
    const [stored] = await Promise.all([
      storeEvents(db, tenantId, { events, receivedAt: new Date() }),
      releaseDemoClock(db, tenantId, events),
    ])
    if (stored.length === 0) return { stored, failures: [] }
    const times = stored.map((event) => event.timestamp)
    // why: the marks go first, or a plugin that fails would undo them together with its savepoint
    const marking = markChanged(db, { tenantId, table: 'core.events', times })
    const [failures] = await Promise.all([projectAll(db, tenantId, stored), marking])
    return { stored, failures }
  }

  const storeGroup = async (tenantId: string, events: readonly CheckedEvent[]): Promise<ReadonlySet<string>> => {
    const { stored, failures } = await database.tenantTransaction(tenantId, (db) => write(db, tenantId, events), {
      timeoutMs: batchTimeoutMs,
    })
    if (stored.length > 0) plugins.stored?.(tenantId)
    // why: the events are committed; what others left behind must not turn that into an error
    await retry(tenantId).catch(() => {})
    for (const failure of failures) {
      report(failure)
      waiting.set(tenantId, (waiting.get(tenantId) ?? new Set()).add(failure.plugin))
    }
    return new Set(stored.map(({ id }) => id))
  }

  const storeLine = createStoreLine(
    commits[database.kind],
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
        const { events, ...checked } = await checkBatch(await read(), plugins.types())
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

  const retryAll = async () => {
    for (const { tenantId, plugin } of await backlogs(database.owner)) {
      waiting.set(tenantId, (waiting.get(tenantId) ?? new Set()).add(plugin))
    }
    for (const tenantId of waiting.keys()) await retry(tenantId)
  }

  const ingestBody = (tenantId: string, body: Buffer, signal: AbortSignal) =>
    take(tenantId, () => readSlices(body), signal)

  const admission = createAdmission({
    bytes: waitingMb * megabyte,
    largestBody: bodyLimits.batch.bytes,
    idle: memoryReturner(),
  })
  return { ...admission, ingest, ingestBody, ingestAll, retryAll }
}
