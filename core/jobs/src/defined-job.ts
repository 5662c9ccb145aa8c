/** When a job runs by itself. */
export interface DefinedSchedule {
  /** Five fields: minute, hour, day of month, month, weekday. To the minute. */
  readonly cron: string
  /** Zone the fields are read in: `tenant`, that of each tenant, or an IANA name. */
  readonly zone: string
}

/** What a run of a job gets. */
export interface JobWork {
  /** Id of the run, the same at every try. */
  readonly run: string
  /** Null for a job of the whole installation. */
  readonly tenantId: string | null
  /** As it was given to `enqueue`; an empty object for a scheduled run. */
  readonly input: unknown
  /** 1 at the first try. */
  readonly attempt: number
  /** Aborted when the run is cancelled, has taken too long, or the server stops. */
  readonly signal: AbortSignal
  /** Tells how far it is: a share of 1, and a sentence. Kept with the run; the latest counts. */
  readonly progress: (share: number, note?: string) => Promise<void>
}

/** Something that is done in the background: once over all servers, tried again when it fails. */
export interface DefinedJob {
  /** `<plugin>.<name>`, `core.<name>` for the platform's own. */
  readonly id: string
  readonly title: string
  /** Whether each run is for one tenant, or for the whole installation. */
  readonly per: 'tenant' | 'installation'
  readonly schedule?: DefinedSchedule
  /** Longest time of one try, in seconds; then its signal is aborted and the try has failed. */
  readonly timeoutSeconds: number
  /** How often it is tried again after a failure, each time after a longer pause. */
  readonly retries: number
  readonly run: (work: JobWork) => Promise<void>
}

/** A tenant that jobs run for. */
export interface JobTenant {
  readonly id: string
  readonly timeZone: string
}

export type RunState = 'waiting' | 'running' | 'retrying' | 'done' | 'failed' | 'cancelled'

/** One run of a job, as admins see it. Times are ISO instants. */
export interface JobRun {
  readonly id: string
  readonly job: string
  readonly tenantId: string | null
  readonly state: RunState
  /** Tries begun so far. */
  readonly attempts: number
  readonly createdAt: string
  /** Not before. */
  readonly dueAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** 0 … 1 as the job told it, null when it told nothing. */
  readonly progress: number | null
  readonly note: string | null
  /** Why the latest try failed. */
  readonly error: string | null
}
