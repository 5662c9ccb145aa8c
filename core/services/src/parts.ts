import type { Database } from '@tessera/database'
import type { JobQueue } from '@tessera/jobs'
import type { EventInput, IngestResult } from '@tessera/plugin-api/wire'
import type { QueryEngine, Turns } from '@tessera/query'
import type { Registry } from '@tessera/registry'

/** What services are made of. */
export interface ServiceParts {
  readonly database: Database
  readonly registry: Registry
  readonly engine: QueryEngine
  /** The queue for the database that questions stand in too. */
  readonly turns: Turns
  readonly ingest: (tenantId: string, events: readonly EventInput[]) => Promise<IngestResult>
  readonly jobs: Pick<JobQueue, 'enqueue'>
}
