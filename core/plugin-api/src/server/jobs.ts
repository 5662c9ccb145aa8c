import type { Kysely } from 'kysely'
import type { PluginSpec } from '../plugin.ts'
import type { SettingsOf } from '../settings.ts'
import type { EventInput, IngestResult } from '../wire/event.ts'
import type { Frame } from '../wire/frame.ts'
import type { MetricQuery } from '../wire/metric-query.ts'
import type { TenantContext } from './trpc.ts'

/** Names of a plugin's jobs. */
export type JobName<P> = P extends { readonly jobs: infer Jobs } ? Extract<keyof Jobs, string> : never

export interface EnqueueOptions {
  /** Handed to the run as it is; JSON. */
  readonly input?: unknown
  /** While a run with this key waits or runs, no second one is made. */
  readonly key?: string
  /** Not before. */
  readonly after?: Date
}

/** Has a job of the plugin run for the tenant. Answers the run's id, null where one with the same key is there already. */
export interface JobsOf<P> {
  readonly enqueue: (job: JobName<P>, options?: EnqueueOptions) => Promise<string | null>
}

/** What a plugin may use on behalf of one tenant, outside of requests. */
export interface TenantServices<P = PluginSpec> {
  readonly tenant: TenantContext
  /** The plugin's settings as the tenant's admins have them now. */
  readonly settings: SettingsOf<P>
  /** Runs a function in a transaction that sees this tenant's rows only. */
  readonly transaction: <T>(run: (db: Kysely<never>) => Promise<T>) => Promise<T>
  /** Answers a metric query as the tenant. */
  readonly query: (query: MetricQuery) => Promise<Frame>
  /** The door programs use: checks, stores and projects events, any number of them. */
  readonly ingest: (events: readonly EventInput[]) => Promise<IngestResult>
  readonly jobs: JobsOf<P>
}

/** What every run of a job gets. */
export interface JobRunContext {
  /** As it was given to `enqueue`; an empty object for a scheduled run. */
  readonly input: unknown
  /** 1 at the first try. */
  readonly attempt: number
  /** Aborted when the run is cancelled, has taken too long, or the server stops: pass it on, or look at it. */
  readonly signal: AbortSignal
  /** Tells how far it is: a share of 1, and a sentence. The latest counts. */
  readonly progress: (share: number, note?: string) => Promise<void>
}

/** What a run for the whole installation gets beside. */
export interface InstallationServices<P = PluginSpec> {
  /** Tenants that have the plugin enabled. */
  readonly tenants: () => Promise<readonly TenantContext[]>
  readonly forTenant: (tenant: TenantContext) => Promise<TenantServices<P>>
}

type WorkOf<P, Job> = JobRunContext &
  (Job extends { readonly per: 'tenant' } ? TenantServices<P> : InstallationServices<P>)

/** What each declared job does; none for a plugin that declares no job. */
export type JobHandlers<P> = P extends { readonly jobs: infer Jobs }
  ? { readonly jobs: { readonly [Name in keyof Jobs]: (work: WorkOf<P, Jobs[Name]>) => Promise<void> } }
  : { readonly jobs?: never }

/** A handler as the host calls it. */
export type JobHandler = (work: JobRunContext & (TenantServices | InstallationServices)) => Promise<void>
