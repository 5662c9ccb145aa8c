import type { Database } from '@tessera/database'
import type { HttpClients } from '@tessera/http-client'
import type { JobQueue } from '@tessera/jobs'
import type { Mails } from '@tessera/mail'
import type { Pictures } from '@tessera/pictures'
import type { DefinitionHistory, EventInput, IngestResult } from '@tessera/plugin-api/wire'
import type { QueryEngine, Turns } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import type { HiddenValues, Vault } from '@tessera/secrets'
import type { Logger } from 'pino'

/** What services are made of. */
export interface ServiceParts {
  readonly database: Database
  readonly registry: Registry
  readonly engine: QueryEngine
  /** The queue for the database that questions stand in too. */
  readonly turns: Turns
  readonly ingest: (tenantId: string, events: readonly EventInput[]) => Promise<IngestResult>
  /** Since when metrics are defined as they are; empty where that is not kept. */
  readonly definitions: ReadonlyMap<string, DefinitionHistory>
  readonly log: Logger
  readonly jobs: Pick<JobQueue, 'enqueue' | 'follow'>
  readonly vault: Pick<Vault, 'read' | 'states'>
  /** Secrets that code of this process has read. */
  readonly hidden: Pick<HiddenValues, 'isIn'>
  readonly http: HttpClients
  readonly mails: Pick<Mails, 'send'>
  readonly pictures: Pick<Pictures, 'draw'>
  /** Tells news under a topic's full id to who listens in a tenant, on every server. */
  readonly publish: (news: {
    readonly tenantId: string
    readonly topic: string
    readonly data: unknown
  }) => Promise<void>
}
