import { trpc } from '@tessera/plugin-api/server'
import { jobErrors } from '@tessera/jobs'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { declaredJobs, jobRow, type JobRow } from './job-rows.ts'
import { procedureFor } from './procedures.ts'

const named = z.strictObject({ job: z.string().max(200) })

/** Jobs of plugins in a tenant: what runs when, what became of it, and what admins do about it. */
export function jobsRouter(services: Services) {
  const { jobs } = services
  const admin = procedureFor('admin')
  const own = (plugins: ReadonlySet<string>) =>
    declaredJobs(services, 'tenant').filter(({ plugin }) => plugins.has(plugin))
  const assertOwn = (plugins: ReadonlySet<string>, job: string) => {
    const known = own(plugins).map(({ id }) => id)
    if (!known.includes(job)) throw jobErrors('job_unknown', { job, known: known.join(', ') })
  }
  return trpc.router({
    list: admin.query(({ ctx }): Promise<JobRow[]> => {
      const of = { zone: ctx.tenant.timeZone, tenantId: ctx.tenant.id }
      return Promise.all(own(ctx.plugins).map((job) => jobRow(services, job, of)))
    }),
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
