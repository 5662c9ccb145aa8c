/** Names of a plugin's jobs. */
export type JobName<P> = P extends { readonly jobs: infer Jobs } ? Extract<keyof Jobs, string> : never

/** How a run is enqueued. */
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
