import type { JobSpec } from '@tessera/plugin-api'
import type { JobRun } from '@tessera/jobs'
import type { Services } from '../services.ts'

/** A job of a plugin, as admins see it. */
export interface JobRow {
  /** `<plugin>.<name>`. */
  readonly id: string
  readonly plugin: string
  readonly title: string
  readonly description: string
  /** When it runs by itself, null where only something else has it run. */
  readonly schedule: { readonly cron: string; readonly zone: string } | null
  /** It also runs soon after rows came into tables that it follows. */
  readonly follows: boolean
  readonly timeout: string
  readonly retries: number
  /** It asks for figures as single members, with the rights of each. */
  readonly asPeople: boolean
  /** Its latest runs, ten at most. */
  readonly runs: readonly JobRun[]
}

/** A job as the contract of its plugin has it. */
export interface DeclaredJob {
  readonly id: string
  readonly plugin: string
  readonly spec: JobSpec
}

/** Jobs that running plugins declare. */
export function declaredJobs({ registry }: Pick<Services, 'registry'>, per: JobSpec['per']): DeclaredJob[] {
  return registry.plugins().flatMap(({ id, contract }) =>
    Object.entries(contract.jobs ?? {})
      .filter(([, spec]) => spec.per === per)
      .map(([name, spec]) => ({ id: `${id}.${name}`, plugin: id, spec })),
  )
}

/** A job with its latest runs; `zone` is what `tenant` means in its schedule. */
export async function jobRow(
  { jobs }: Pick<Services, 'jobs'>,
  { id, plugin, spec }: DeclaredJob,
  of: { readonly zone: string; readonly tenantId?: string },
): Promise<JobRow> {
  const { title, description = '', schedule, timeout, retries = 3, asPeople = false, follows = [] } = spec
  const named = schedule?.zone ?? (spec.per === 'tenant' ? 'tenant' : 'UTC')
  const zone = named === 'tenant' ? of.zone : named
  const { tenantId } = of
  const runs = await jobs.runs({ job: id, limit: 10, ...(tenantId === undefined ? {} : { tenantId }) })
  return {
    id,
    plugin,
    title,
    description,
    schedule: schedule ? { cron: schedule.cron, zone } : null,
    follows: follows.length > 0,
    timeout,
    retries,
    asPeople,
    runs,
  }
}
