import type { IncomingHttpHeaders } from 'node:http'
import type { Database } from '@tessera/database'
import type { JobQueue } from '@tessera/jobs'
import type { QueryEngine, Rollups, Turns } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import type { Logger } from 'pino'
import type { Definitions } from '@tessera/definitions'
import type { Auth, KeyHolder, SignedIn } from '@tessera/identity'
import type { Ingestor } from '@tessera/ingestion'
import type { ProjectionKeeper, Projector } from '@tessera/projections'
import type { PluginServices } from '@tessera/services'
import type { Live } from './live/open-live.ts'
import type { RollupKeeper } from '@tessera/rollup-keeping'
import type { Vault } from '@tessera/secrets'
import type { Mails } from '@tessera/mail'
import type { Unified } from '@tessera/unified'
import type { Webhooks } from '@tessera/webhooks'

/** How far demo data is: the plugin whose rows of a tenant are being laid, and how many of that tenant's were before it. */
export interface DemoProgress {
  readonly tenant: string
  readonly plugin: string
  readonly at: number
}

/** Where it is kept how far demo data is; null while none is laid. */
export interface DemoLaying {
  progress: DemoProgress | null
}

/** Says who sent a request, as the database knows it now. */
export interface Callers {
  /** Refuses with `key_invalid`. */
  readonly key: (sent: string) => Promise<KeyHolder>
  /** Null for a cookie of nobody. The tenant is the one named by its slug, else the one the session was last used in. */
  readonly session: (headers: IncomingHttpHeaders, tenant?: string | null) => Promise<SignedIn | null>
}

/** The parts one process is made of, as procedures and commands use them. */
export interface Services {
  readonly database: Database
  readonly registry: Registry
  readonly engine: QueryEngine
  /** The queue for the database, in which tenants take turns: questions and procedures' transactions. */
  readonly turns: Turns
  /** Since when metrics are defined as they are. */
  readonly definitions: Definitions
  readonly auth: Auth
  /** Secrets of plugins. */
  readonly vault: Vault
  readonly callers: Callers
  readonly ingestor: Ingestor
  /** Has plugins read the events they have not seen; idle until started. */
  readonly projections: ProjectionKeeper
  /** Running plugins that turn events into rows. */
  readonly projectors: () => readonly Projector[]
  readonly rollups: Rollups
  /** Works on the rollups in the background; idle until started. */
  readonly rollupKeeper: RollupKeeper
  /** What plugins do in the background; takes no runs until started. */
  readonly jobs: JobQueue
  /** What other systems send to plugins. */
  readonly webhooks: Webhooks
  /** Mails of plugins. */
  readonly mails: Mails
  /** What BI tools read. */
  readonly unified: Unified
  /** What plugins may use. */
  readonly pluginServices: PluginServices
  /** What is told as it happens. */
  readonly live: Live
  readonly log: Logger
  /** The demo is on, and this database is for it: one-click sign-in is offered. */
  readonly demo: boolean
  /** How far demo data is that is laid beside what people do. */
  readonly laying: DemoLaying
}
