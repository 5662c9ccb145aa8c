import type { PgBoss, Schedule } from 'pg-boss'
import { jobErrors } from './errors.ts'
import { expiryOf, jobOfKey, queueName, runKey, scheduleKey, type JobData } from './job-data.ts'
import type { DefinedJob, JobTenant } from './defined-job.ts'

interface Wanted {
  readonly key: string
  readonly cron: string
  readonly tz: string
  readonly data: JobData
  readonly spec: DefinedJob
}

function wantedOf(spec: DefinedJob, tenants: readonly JobTenant[]): Wanted[] {
  const { schedule, id, per } = spec
  if (!schedule) return []
  const { cron, zone } = schedule
  const of = (tenantId: string | null, tz: string): Wanted => ({
    key: scheduleKey(id, tenantId),
    cron,
    tz: zone === 'tenant' ? tz : zone,
    data: { job: id, tenantId, input: {} },
    spec,
  })
  return per === 'tenant' ? tenants.map((tenant) => of(tenant.id, tenant.timeZone)) : [of(null, 'UTC')]
}

/** What each run that a schedule makes is made with. */
const optionsOf = ({ data, spec }: Wanted) => ({
  singletonKey: runKey(data, 'schedule'),
  expireInSeconds: expiryOf(spec.timeoutSeconds),
  retryLimit: spec.retries,
})

/** Whether a schedule is as it is wanted. A version of the plugin may have changed any part, the longest time of a run too. */
function isSame({ cron, timezone, options = {} }: Schedule, wanted: Wanted): boolean {
  const made = Object.entries(optionsOf(wanted)).every(
    ([name, value]) => options[name as keyof typeof options] === value,
  )
  return made && cron === wanted.cron && timezone === wanted.tz
}

/** Refuses a schedule that cannot be read, before any run of it. */
export function assertSchedule(boss: PgBoss, { id, schedule }: DefinedJob): void {
  if (!schedule) return
  const { cron, zone } = schedule
  try {
    boss.previewSchedule(cron, { count: 1, tz: zone === 'tenant' ? 'UTC' : zone })
  } catch (error) {
    throw jobErrors('job_schedule_invalid', { job: id, cron, reason: (error as Error).message })
  }
}

/**
 * Makes the schedules in the database those of the jobs there are, for the tenants each runs for. Those of jobs this server does not
 * know may be another server's, of a newer version: they stay until `isForgotten` says of the job that nobody can be meant any more.
 */
export async function alignSchedules(
  boss: PgBoss,
  jobs: readonly { readonly spec: DefinedJob; readonly tenants: readonly JobTenant[] }[],
  isForgotten: (job: string) => boolean,
): Promise<void> {
  const wanted = jobs.flatMap(({ spec, tenants }) => wantedOf(spec, tenants))
  const keys = new Set(wanted.map(({ key }) => key))
  const known = new Map((await boss.getSchedules(queueName)).map((each) => [each.key, each]))
  for (const key of known.keys()) {
    if (!keys.has(key) && isForgotten(jobOfKey(key))) await boss.unschedule(queueName, key)
  }
  for (const one of wanted) {
    const there = known.get(one.key)
    if (there && isSame(there, one)) continue
    await boss.schedule(queueName, one.cron, one.data, {
      key: one.key,
      tz: one.tz,
      // why: of the times that nobody was there to notice, the last one is made up for
      missed: 'once',
      ...optionsOf(one),
    })
  }
}
