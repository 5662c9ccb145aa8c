import { pluginJobs, type DefinedJob, type JobQueue, type RunOf } from '@tessera/jobs'
import type { JobHandler } from '@tessera/plugin-api/server'
import { runAs } from '@tessera/registry'
import type { OwnWork, PluginServices } from './open-plugin-services.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'
import { switchJobs } from './switch-jobs.ts'

/** Handlers whose forgotten promises and timers are known to be the plugin's: what they throw ends no process. */
function runAsPlugin(plugin: string, handlers: Readonly<Record<string, JobHandler>>) {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]): [string, JobHandler] => [
      name,
      (work) => runAs(plugin, () => handler(work)),
    ]),
  )
}

/** Makes the jobs of all running plugins known to the queue, each with the services of its plugin. */
export function defineJobs(
  queue: Pick<JobQueue, 'define'>,
  { registry, database }: Pick<ServiceParts, 'registry' | 'database'>,
  services: PluginServices,
): readonly DefinedJob[] {
  const { tenantsWith } = services
  const workOf = ({ job, run, signal }: RunOf): OwnWork => ({
    signal,
    actor: { kind: 'job', id: job },
    origin: { job, run },
  })
  const defined = registry.plugins().flatMap(({ contract, server }) => [
    ...switchJobs({ contract, server }, { owner: database.owner, services }),
    ...pluginJobs(
      { contract, handlers: runAsPlugin(contract.id, server?.jobs ?? {}) },
      {
        tenantsWith,
        forTenant: (tenant, run) => services.forTenant(run.plugin, tenant, workOf(run)),
        people: (tenant, run) => services.people(tenant, workOf(run)),
        forInstallation: (run) => services.forInstallation(run.plugin, workOf(run)),
      },
    ),
  ])
  const outside = defined.map((job): DefinedJob => ({
    ...job,
    run: (work) => job.run({ ...work, progress: outsideTransactions('progress', work.progress) }),
  }))
  for (const job of outside) queue.define(job)
  return outside
}
