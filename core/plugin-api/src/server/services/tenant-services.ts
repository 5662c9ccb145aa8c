import type { PluginSpec } from '../../plugin.ts'
import type { SettingsOf } from '../../settings.ts'
import type { EventInput, IngestResult } from '../../wire/event.ts'
import type { HttpClient } from './http.ts'
import type { SecretsOf } from './secrets-of.ts'
import type { TenantContext } from './tenant-context.ts'
import type { Audit } from './audit.ts'
import type { Catalogue } from './catalogue.ts'
import type { Clock } from './clock.ts'
import type { Contributions } from './contributions.ts'
import type { Files } from './files.ts'
import type { JobsOf } from './jobs-of.ts'
import type { LiveOf } from './live-of.ts'
import type { Locks } from './locks.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail.ts'
import type { RecordsOf } from './records-of.ts'
import type { Questions } from './questions.ts'
import type { Render } from './render.ts'
import type { RunTransaction } from './run-transaction.ts'

/** What a plugin may use on behalf of one tenant: in procedures, jobs and demo data, under the same names. */
export interface TenantServices<P = PluginSpec> extends Questions {
  readonly tenant: TenantContext
  /** The plugin's settings as the tenant's admins have them now. */
  readonly settings: SettingsOf<P>
  readonly log: Log
  readonly clock: Clock
  /** What admins of the tenant gave to the plugin and nobody else reads. */
  readonly secrets: SecretsOf<P>
  /** Speaks to other systems. */
  readonly http: HttpClient
  readonly transaction: RunTransaction
  /** The door programs use: checks, stores and projects events, any number of them. */
  readonly ingest: (events: readonly EventInput[]) => Promise<IngestResult>
  readonly records: RecordsOf<P>
  readonly jobs: JobsOf<P>
  readonly live: LiveOf<P>
  readonly mail: Mail
  readonly render: Render
  readonly locks: Locks
  readonly audit: Audit
  readonly files: Files
  readonly catalogue: Catalogue
  /** What plugins of the tenant added to extension points: of those that are enabled there and running, at every look. */
  readonly contributions: Contributions
}
