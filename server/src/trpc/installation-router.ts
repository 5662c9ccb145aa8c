import { trpc } from '@tessera/plugin-api/server'
import { jobErrors } from '@tessera/jobs'
import { administersAll } from '@tessera/tenancy'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { record } from '../identity/record.ts'
import type { Services } from '../services.ts'
import { declaredJobs, jobRow, type JobRow } from './job-rows.ts'
import { procedureFor } from './procedures.ts'

/** Jobs of the whole installation, for who may see them. */
export interface InstallationJobs {
  /** The caller is an admin of every tenant. Others see no job. */
  readonly isOperator: boolean
  readonly jobs: readonly JobRow[]
}

/** What concerns the whole installation and no single tenant: for people who are admins of every tenant, and for no key. */
export function installationRouter(services: Services) {
  const { database, jobs } = services
  const admin = procedureFor('admin')
  const mayOperate = (user: { readonly id: string } | null) =>
    user === null ? Promise.resolve(false) : administersAll(database.owner, user.id)
  const operator = admin.use(async ({ ctx, next }) => {
    if (!(await mayOperate(ctx.user))) throw serverErrors('operator_only', {})
    return next()
  })
  const own = () => declaredJobs(services, 'installation')
  return trpc.router({
    jobs: admin.query(async ({ ctx }): Promise<InstallationJobs> => {
      if (!(await mayOperate(ctx.user))) return { isOperator: false, jobs: [] }
      return { isOperator: true, jobs: await Promise.all(own().map((job) => jobRow(services, job, { zone: 'UTC' }))) }
    }),
    run: operator.input(z.strictObject({ job: z.string().max(200) })).mutation(async ({ ctx, input: { job } }) => {
      const declared = own().find(({ id }) => id === job)
      if (!declared)
        throw jobErrors('job_unknown', {
          job,
          known: own()
            .map(({ id }) => id)
            .join(', '),
        })
      const run = await jobs.enqueue(job, { key: 'by hand' })
      await record(services, ctx, { action: 'installation_job_run', plugin: declared.plugin, subject: job })
      return { run }
    }),
    cancel: operator.input(z.strictObject({ run: z.uuid() })).mutation(async ({ ctx, input: { run } }) => {
      const [found] = await jobs.runs({ id: run })
      const declared = found?.tenantId === null ? own().find(({ id }) => id === found.job) : undefined
      if (!declared) throw jobErrors('job_run_unknown', { run })
      await jobs.cancel(run)
      await record(services, ctx, {
        action: 'installation_run_cancelled',
        plugin: declared.plugin,
        subject: declared.id,
      })
      return { cancelled: run }
    }),
  })
}
