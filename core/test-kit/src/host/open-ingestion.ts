import type { Database } from '@tessera/database'
import { createIngestor } from '@tessera/ingestion'
import { openProjections, type Projector } from '@tessera/projections'
import type { IngestResult } from '@tessera/plugin-api/wire'
import type { Registry } from '@tessera/registry'

/** The door of events of a test host. */
export interface TestIngestion {
  /**
   * Stores what the events endpoint would accept and has each plugin project its own new ones. Unlike the endpoint, which
   * keeps such events for later, it throws what a projection throws.
   */
  readonly ingest: (tenantId: string, events: readonly unknown[]) => Promise<IngestResult>
  readonly close: () => Promise<void>
}

/** Opens the door for the plugins of a registry. Events may lie as far ahead of the clock of this machine as `latest`. */
export async function openIngestion(database: Database, registry: Registry, latest: Date): Promise<TestIngestion> {
  const thrown: unknown[] = []
  const noting = (projector: Projector): Projector => ({
    ...projector,
    project: async (given) => {
      try {
        await projector.project(given)
      } catch (error) {
        thrown.push(error)
        throw error
      }
    },
  })
  const log = {
    error: (about: Readonly<Record<string, unknown>>, sentence: string) =>
      void thrown.push(about['err'] ?? new Error(sentence)),
  }
  const { projectorsFor, keeper } = await openProjections(database, registry, { log, projected: () => {} })
  const plugins = {
    types: () => new Map([...registry.eventTypes()].map(([name, { type }]) => [name, type])),
    projectors: (switches: Parameters<typeof projectorsFor>[0]) => projectorsFor(switches).map(noting),
    behind: keeper.behind,
    failed: (_: string, error: Error) => void thrown.push(error),
  }
  const now = () => new Date(Math.max(Date.now(), latest.getTime()))
  const { ingestAll } = createIngestor(database, plugins, { waitingMb: 128, now, wholeBatches: true })
  return {
    ingest: async (tenantId, events) => {
      const result = await ingestAll(tenantId, events)
      await keeper.settled()
      const [first] = thrown.splice(0)
      if (first !== undefined) throw first as Error
      return result
    },
    close: keeper.close,
  }
}
