import type { PgBoss } from 'pg-boss'
import type { Database } from '@tessera/database'
import { checkedEnqueue } from './checked-enqueue.ts'
import { jobErrors } from './errors.ts'
import { listRuns, runningNow, type RunFilter } from './history.ts'
import { expiryOf, queueName, runKey, type JobData } from './job-data.ts'
import type { JobRun, DefinedJob, JobTenant } from './defined-job.ts'
import type { JobPace } from './open-boss.ts'
import { noteProgress, progressMigrations } from './progress.ts'
import { runJob } from './run-job.ts'
import { spareTry } from './spare-try.ts'
import { alignSchedules, assertSchedule } from './schedules.ts'
import { yielding } from './yielding.ts'

export interface EnqueueOptions {
  /** Tenant it runs for; not for a job of the whole installation. */
  readonly tenantId?: string
  /** Handed to the run as it is; must be JSON. */
  readonly input?: unknown
  /** While a run with this key waits or runs, no second one is made. */
  readonly key?: string
  /** Not before. */
  readonly after?: Date
}

export interface JobQueueOptions {
  readonly database: Database
  /** Tenants a job runs for. */
  readonly tenantsOf: (spec: DefinedJob) => Promise<readonly JobTenant[]>
  /** Hears of a try that failed. It is tried again while the job's `retries` allow. */
  readonly onFailure?: (failure: { readonly job: string; readonly run: string; readonly error: unknown }) => void
  /** Hears of a job whose schedule cannot be read: it is left out of the schedules, and runs when it is enqueued. */
  readonly onWrong?: (wrong: { readonly job: string; readonly error: unknown }) => void
  /** Hears of trouble with the queue itself. What could not be done is tried again. */
  readonly onTrouble?: (error: Error) => void
  /** Takes out of the reason a run failed for what nobody may read. */
  readonly hide?: (text: string) => string
  readonly pace?: Partial<JobPace>
  /** Runs at once in this process; 4, embedded 2, when left out. */
  readonly concurrency?: number
}

/** Jobs of one installation. Every server has one; each run is taken by one of them. */
export interface JobQueue {
  /** Makes a job known. Refuses `job_known_already`. */
  readonly define: (spec: DefinedJob) => void
  /**
   * Begins to take runs, and makes the schedules those of the jobs defined; does nothing where there is no job. Never fails: what it
   * cannot do now it does as soon as the database answers. Schedules are looked at again every few minutes.
   */
  readonly start: () => Promise<void>
  /** Looks at once which tenants have which plugins, and schedules accordingly. Never fails, as `start`. */
  readonly align: () => Promise<void>
  /** Answers the run's id, null where one with the same key is there already. Refuses `job_unknown`, and what cannot be kept. */
  readonly enqueue: (job: string, options?: EnqueueOptions) => Promise<string | null>
  /**
   * Has a job run for what was written just now: in some seconds, once for all that is written until then, and once more after a run
   * that has begun already. Refuses as `enqueue`.
   */
  readonly follow: (job: string, tenantId: string) => Promise<void>
  /** Ends a run that waits or runs, within seconds. Refuses `job_run_unknown`. */
  readonly cancel: (run: string) => Promise<void>
  readonly runs: (filter?: RunFilter) => Promise<JobRun[]>
  /** Takes no more runs, tells those that run, and waits for them for some seconds. What is not done then is run again. */
  readonly stop: () => Promise<void>
}

const usualPace: JobPace = {
  pollSeconds: 5,
  heartbeatSeconds: 30,
  superviseSeconds: 15,
  settleSeconds: 5,
  forgetSeconds: 3_600,
}
const stopMs = 5_000
/** Tenants are made, and plugins switched, by other servers and commands too. */
const lookAgainMs = 5 * 60_000
const tryAgainMs = 5_000

/** Makes the queue of a server. It opens its tables when it starts. */
export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { database, tenantsOf, onFailure = () => {}, onWrong = () => {}, onTrouble = () => {} } = options
  const { hide = (text: string) => text } = options
  const pace = { ...usualPace, ...options.pace }
  const concurrency = options.concurrency ?? (database.kind === 'embedded' ? 2 : 4)
  const specs = new Map<string, DefinedJob>()
  const stopping = new AbortController()
  const priorityOf = yielding()
  let opened: Promise<PgBoss> | undefined
  let workers: string[] = []
  let isStarted = false

  const open = async (): Promise<PgBoss> => {
    await database.migrate('job_runs', progressMigrations)
    // why: an installation without jobs holds none of it in memory
    const { openBoss } = await import('./open-boss.ts')
    return openBoss(database, pace, onTrouble)
  }
  const boss = (): Promise<PgBoss> => {
    // why: one that failed to open is tried again by the next who asks
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const specOf = (job: string): DefinedJob => {
    const spec = specs.get(job)
    if (!spec) throw jobErrors('job_unknown', { job, known: [...specs.keys()].join(', ') })
    return spec
  }
  const wake = (queue: PgBoss) => {
    for (const worker of workers) queue.notifyWorker(worker)
  }
  const wrong = new Set<string>()
  const strangeSince = new Map<string, number>()
  const isForgotten = (job: string): boolean => {
    if (specs.has(job)) return true
    const since = strangeSince.get(job) ?? Date.now()
    strangeSince.set(job, since)
    return Date.now() - since >= pace.forgetSeconds * 1000
  }
  const align = async (): Promise<void> => {
    const queue = await boss()
    for (const spec of specs.values()) {
      if (wrong.has(spec.id)) continue
      try {
        assertSchedule(queue, spec)
      } catch (error) {
        wrong.add(spec.id)
        onWrong({ job: spec.id, error })
      }
    }
    const right = [...specs.values()].filter(({ id }) => !wrong.has(id))
    const jobs = await Promise.all(right.map(async (spec) => ({ spec, tenants: await tenantsOf(spec) })))
    await alignSchedules(queue, jobs, isForgotten)
  }
  const work = async (): Promise<void> => {
    if (workers.length > 0) return
    const queue = await boss()
    const progress = (run: Parameters<typeof noteProgress>[1]) => noteProgress(database.owner, run)
    const spare = (run: string) => spareTry(database.owner, run)
    const running = { specs, progress, spare, stopping: stopping.signal, hide, failed: onFailure }
    const made: string[] = []
    for (let n = 0; n < concurrency; n += 1) {
      const worker = await queue.work<JobData>(
        queueName,
        { pollingIntervalSeconds: pace.pollSeconds },
        async (jobs) => {
          try {
            for (const job of jobs) await runJob(job, running)
          } finally {
            // why: what waits is taken at once, and not one by one at each look
            wake(queue)
          }
        },
      )
      made.push(worker)
    }
    workers = made
  }
  let later: NodeJS.Timeout | undefined
  /** Does what a started queue does, and comes back to it: soon where something failed. */
  const once = async (): Promise<void> => {
    if (stopping.signal.aborted) return
    clearTimeout(later)
    let again = lookAgainMs
    try {
      await work()
      await align()
    } catch (error) {
      again = tryAgainMs
      if (!stopping.signal.aborted) onTrouble(error as Error)
    }
    if (stopping.signal.aborted) return
    clearTimeout(later)
    later = setTimeout(() => void keep(), again).unref()
  }

  let turn = Promise.resolve()
  // why: one after the other, or two of them would each begin to take runs
  const keep = (): Promise<void> => (turn = turn.then(once))

  const enqueue: JobQueue['enqueue'] = async (job, { tenantId, input = {}, key, after } = {}) => {
    const spec = specOf(job)
    if (spec.per === 'tenant' && tenantId === undefined) throw jobErrors('job_needs_tenant', { job })
    if (spec.per === 'installation' && tenantId !== undefined) throw jobErrors('job_takes_no_tenant', { job })
    const { input: kept, due } = checkedEnqueue(job, { input, key, after })
    const queue = await boss()
    const data: JobData = { job, tenantId: tenantId ?? null, input: kept }
    const run = await queue.send(queueName, data, {
      singletonKey: runKey(data, key),
      expireInSeconds: expiryOf(spec.timeoutSeconds),
      retryLimit: spec.retries,
      priority: priorityOf(`${tenantId ?? ''} ${job.slice(0, job.indexOf('.'))}`),
      ...(due ? { startAfter: due } : {}),
    })
    // why: who is here need not wait for the next look
    if (run !== null && !due) wake(queue)
    return run
  }

  return {
    define: (spec) => {
      if (specs.has(spec.id)) throw jobErrors('job_known_already', { job: spec.id })
      specs.set(spec.id, spec)
    },
    start: async () => {
      if (specs.size === 0) return
      isStarted = true
      await keep()
    },
    align: async () => {
      if (isStarted) await keep()
    },
    enqueue,
    follow: async (job, tenantId) => {
      await boss()
      // why: what a run that has begun may have read already is left to the next one, which has a key of its own
      const key = `follows ${(await runningNow(database.owner, { job, tenantId })) ?? ''}`
      await enqueue(job, { tenantId, key, after: new Date(Date.now() + pace.settleSeconds * 1000) })
    },
    cancel: async (run) => {
      const [found] = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run)
        ? await listRuns(database.owner, { id: run })
        : []
      if (!found) throw jobErrors('job_run_unknown', { run })
      await (await boss()).cancel(queueName, run)
    },
    runs: async (filter = {}) => {
      if (specs.size === 0) return []
      await boss()
      return listRuns(database.owner, filter)
    },
    stop: async () => {
      if (!isStarted && opened === undefined) return
      stopping.abort()
      clearTimeout(later)
      const queue = await opened?.catch(() => undefined)
      await queue?.stop({ graceful: true, close: false, timeout: stopMs })
    },
  }
}
