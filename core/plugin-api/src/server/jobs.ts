import type { InstallationServices } from './services/installation-services.ts'
import type { People } from './services/people.ts'
import type { TenantServices } from './services/tenant-services.ts'

/** What every run of a job gets. */
export interface JobRunContext {
  /** Id of the run, the same at every try. */
  readonly run: string
  /** As it was given to `enqueue`; an empty object for a scheduled run. */
  readonly input: unknown
  /** 1 at the first try. */
  readonly attempt: number
  /** Aborted when the run is cancelled, has taken too long, or the server stops: pass it on, or look at it. */
  readonly signal: AbortSignal
  /** Tells how far it is: a share of 1, and a sentence. The latest counts. */
  readonly progress: (share: number, note?: string) => Promise<void>
}

type WorkOf<P, Job> = JobRunContext &
  (Job extends { readonly per: 'tenant' } ? TenantServices<P> : InstallationServices<P>) &
  (Job extends { readonly asPeople: true } ? { readonly people: People } : unknown)

/** What each declared job does; none for a plugin that declares no job. */
export type JobHandlers<P> = P extends { readonly jobs: infer Jobs }
  ? { readonly jobs: { readonly [Name in keyof Jobs]: (work: WorkOf<P, Jobs[Name]>) => Promise<void> } }
  : { readonly jobs?: never }

/** A handler as the host calls it. */
export type JobHandler = (
  work: JobRunContext & (TenantServices | InstallationServices) & { readonly people?: People },
) => Promise<void>
