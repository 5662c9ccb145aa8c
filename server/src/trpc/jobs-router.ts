import { trpc } from '@tessera/plugin-api/server'
import { jobErrors, type JobRun } from '@tessera/jobs'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** A job of a plugin, as the admin of a tenant sees it. */
export interface JobRow {
  /** `<plugin>.<name>`. */
  readonly id: string
  readonly plugin: string
  readonly title: string
  readonly description: string
  /** When it runs by itself, null where only something else has it run. */
  readonly schedule: { readonly cron: string; readonly zone: string } | null
  readonly timeout: string
  readonly retries: number
  /** It asks for figures as single members, with the rights of each. */
  readonly asPeople: boolean
  /** Its latest runs for this tenant, ten at most. */
  readonly runs: readonly JobRun[]
}

const named = z.strictObject({ job: z.string().max(200) })

/** Jobs of plugins: what runs when, what became of it, and what admins do about it. Those of the whole installation are no tenant's. */
export function jobsRouter({ registry, jobs }: Services) {
  const admin = procedureFor('admin')
  const own = (plugins: ReadonlySet<string>) =>
    registry.plugins().flatMap(({ id, contract }) =>
      plugins.has(id)
        ? Object.entries(contract.jobs ?? {})
            .filter(([, { per }]) => per === 'tenant')
            .map(([name, spec]) => ({ id: `${id}.${name}`, plugin: id, spec }))
        : [],
    )
  const assertOwn = (plugins: ReadonlySet<string>, job: string) => {
    const known = own(plugins).map(({ id }) => id)
    if (!known.includes(job)) throw jobErrors('job_unknown', { job, known: known.join(', ') })
  }
  return trpc.router({
    list: admin.query(({ ctx }): Promise<JobRow[]> =>
      Promise.all(
        own(ctx.plugins).map(async ({ id, plugin, spec }) => ({
          id,
          plugin,
          title: spec.title,
          description: spec.description ?? '',
          schedule: spec.schedule
            ? {
                cron: spec.schedule.cron,
                zone: (spec.schedule.zone ?? 'tenant') === 'tenant' ? ctx.tenant.timeZone : String(spec.schedule.zone),
              }
            : null,
          timeout: spec.timeout,
          retries: spec.retries ?? 3,
          asPeople: spec.asPeople ?? false,
          runs: await jobs.runs({ job: id, tenantId: ctx.tenant.id, limit: 10 }),
        })),
      ),
    ),
    run: admin.input(named).mutation(async ({ ctx, input: { job } }) => {
      assertOwn(ctx.plugins, job)
      return { run: await jobs.enqueue(job, { tenantId: ctx.tenant.id, key: 'by hand' }) }
    }),
    cancel: admin.input(z.strictObject({ run: z.uuid() })).mutation(async ({ ctx, input: { run } }) => {
      // why: whose run it is decides, not who knows its id
      const [found] = await jobs.runs({ id: run, tenantId: ctx.tenant.id })
      if (!found) throw jobErrors('job_run_unknown', { run })
      await jobs.cancel(run)
      return { cancelled: run }
    }),
  })
}
