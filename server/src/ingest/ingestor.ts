import type { Database } from '@tessera/database'
import { markChanged, type EventType } from '@tessera/plugin-api/server'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import { serverErrors } from '../errors.ts'
import { addToBacklog, backlogs, retryBacklog } from './backlog.ts'
import { checkEvent, type CheckedEvent } from './check-event.ts'
import { project, type ProjectionFailure, type Projector } from './project.ts'
import { releaseDemoClock } from './release-demo-clock.ts'
import { storeEvents } from './store-events.ts'

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
export interface Ingestor {
  /** At most `maxBatch` events, checked one by one; when it answers, the accepted ones are committed. */
  readonly ingest: (tenantId: string, events: readonly unknown[]) => Promise<IngestResult>
  /** Any number of events, in batches. Indexes of rejected ones count through all of them. */
  readonly ingestAll: (tenantId: string, events: readonly unknown[]) => Promise<IngestResult>
  /** Tries all events again that plugins could not process; called at start. */
  readonly retryAll: () => Promise<void>
}

const batchTimeoutMs = 120_000

/** Creates the door. */
export function createIngestor(database: Database, plugins: IngestPlugins): Ingestor {
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

  const store = async (tenantId: string, events: readonly CheckedEvent[]) =>
    database.tenantTransaction(
      tenantId,
      async (db) => {
        const stored = await storeEvents(db, tenantId, { events, receivedAt: new Date() })
        if (stored.length > 0) {
          await releaseDemoClock(db, tenantId, stored)
          await markChanged(db, { tenantId, table: 'core.events', times: stored.map((event) => event.timestamp) })
        }
        const failures: ProjectionFailure[] = []
        for (const projector of plugins.projectors()) {
          const own = stored.filter((event) => projector.events.has(event.event))
          if (own.length === 0) continue
          const failure = await project(db, { tenantId, projector }, own)
          if (!failure) continue
          await addToBacklog(db, tenantId, failure)
          failures.push(failure)
        }
        return { stored: stored.length, failures }
      },
      { timeoutMs: batchTimeoutMs },
    )

  const ingest = async (tenantId: string, events: readonly unknown[]): Promise<IngestResult> => {
    if (events.length > maxBatch) throw serverErrors('batch_too_large', { most: maxBatch, given: events.length })
    const types = plugins.types()
    const now = Date.now()
    const fresh = new Map<string, CheckedEvent>()
    const rejected: IngestResult['rejected'][number][] = []
    events.forEach((raw, index) => {
      const checked = checkEvent(raw, types, now)
      if ('rejection' in checked) rejected.push({ index, ...checked.rejection })
      else if (!fresh.has(checked.event.id)) fresh.set(checked.event.id, checked.event)
    })
    const { stored, failures } =
      fresh.size === 0 ? { stored: 0, failures: [] } : await store(tenantId, [...fresh.values()])
    if (stored > 0) plugins.stored?.(tenantId)
    const valid = events.length - rejected.length
    // why: the batch is committed; what another one left behind must not turn that into an error
    await retry(tenantId).catch(() => {})
    for (const failure of failures) {
      report(failure)
      waiting.set(tenantId, (waiting.get(tenantId) ?? new Set()).add(failure.plugin))
    }
    return { accepted: stored, duplicate: valid - stored, rejected }
  }

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

  return { ingest, ingestAll, retryAll }
}
