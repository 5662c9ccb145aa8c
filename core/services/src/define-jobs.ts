import { pluginJobs, type DefinedJob, type JobQueue } from '@tessera/jobs'
import type { Registry } from '@tessera/registry'
import type { PluginServices } from './open-plugin-services.ts'

/** Makes the jobs of all running plugins known to the queue, each with the services of its plugin. */
export function defineJobs(
  queue: Pick<JobQueue, 'define'>,
  registry: Registry,
  services: PluginServices,
): readonly DefinedJob[] {
  const { tenantsWith, forTenant } = services
  const defined = registry
    .plugins()
    .flatMap(({ contract, server }) =>
      pluginJobs(
        { contract, handlers: server?.jobs ?? {} },
        { tenantsWith, services: (plugin, tenant, signal) => forTenant(plugin, tenant, { signal }) },
      ),
    )
  for (const job of defined) queue.define(job)
  return defined
}
