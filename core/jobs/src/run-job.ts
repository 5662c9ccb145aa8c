import type { Job } from 'pg-boss'
import { jobErrors } from './errors.ts'
import type { JobData } from './job-data.ts'
import type { DefinedJob } from './defined-job.ts'
import { keptReason } from './stored-text.ts'

/** What stands around each run. */
export interface Running {
  readonly specs: ReadonlyMap<string, DefinedJob>
  readonly progress: (run: {
    readonly id: string
    readonly share: number
    readonly note: string | null
  }) => Promise<void>
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
  /** Takes out of a text what nobody may read; the reason a try failed for is kept. */
  readonly hide: (text: string) => string
  /** Lets a run be tried once more than it may be; the server that knows its job may be another one. */
  readonly spare: (run: string) => Promise<void>
  readonly failed: (failure: { readonly job: string; readonly run: string; readonly error: unknown }) => void
}

/** Settles like the work, or fails as soon as the signal is aborted: work that does not look at its signal is left alone. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = () => reject(signal.reason as Error)
  signal.addEventListener('abort', leave, { once: true })
  work.catch(() => {})
  try {
    if (signal.aborted) throw signal.reason
    await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** Runs one job that was taken from the queue. Throws when the try has failed, so that the queue tries again. */
export async function runJob(job: Job<JobData>, running: Running): Promise<void> {
  const { specs, stopping, failed } = running
  const { id: run, data, retryCount } = job
  const spec = specs.get(data.job)
  if (!spec) {
    await running.spare(run)
    throw jobErrors('job_unknown', { job: data.job, known: [...specs.keys()].join(', ') })
  }
  const ending = new AbortController()
  const seconds = spec.timeoutSeconds
  const end = (error: Error) => () => ending.abort(error)
  const late = setTimeout(end(jobErrors('job_timed_out', { job: spec.id, seconds })), seconds * 1000)
  const gone = end(jobErrors('job_cancelled', {}))
  const stop = end(jobErrors('job_stopped', {}))
  job.signal.addEventListener('abort', gone, { once: true })
  stopping.addEventListener('abort', stop, { once: true })
  if (stopping.aborted) stop()
  const progress = (share: number, note: string | null = null) =>
    running.progress({ id: run, share, note: note === null ? null : running.hide(note) })
  const { tenantId, input } = data
  const work = { run, tenantId, input, attempt: retryCount + 1, signal: ending.signal, progress }
  try {
    await unlessAborted(
      Promise.try(() => spec.run(work)),
      ending.signal,
    )
  } catch (error) {
    failed({ job: spec.id, run, error })
    throw keptReason(error, running.hide)
  } finally {
    clearTimeout(late)
    job.signal.removeEventListener('abort', gone)
    stopping.removeEventListener('abort', stop)
  }
}
