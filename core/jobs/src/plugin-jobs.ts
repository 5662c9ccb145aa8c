import { secondsOf, type PluginSpec } from '@tessera/plugin-api'
import type { InstallationServices, JobHandler, TenantContext, TenantServices } from '@tessera/plugin-api/server'
import type { DefinedJob } from './defined-job.ts'

/** What runs of plugins' jobs are given. */
export interface PluginJobParts {
  /** Tenants that have the plugin enabled: all, or the one named. */
  readonly tenantsWith: (plugin: string, tenantId?: string) => Promise<readonly TenantContext[]>
  readonly services: (plugin: PluginSpec, tenant: TenantContext, signal: AbortSignal) => Promise<TenantServices>
}

/** A plugin's jobs as the queue knows them. A run for a tenant that has no longer the plugin, or is gone, is done at once. */
export function pluginJobs(
  { contract, handlers }: { readonly contract: PluginSpec; readonly handlers: Readonly<Record<string, JobHandler>> },
  parts: PluginJobParts,
): DefinedJob[] {
  return Object.entries(contract.jobs ?? {}).flatMap(([name, spec]): DefinedJob[] => {
    const handler = handlers[name]
    if (!handler) return []
    const { title, per, schedule, timeout, retries = 3 } = spec
    const zone = schedule?.zone ?? (per === 'tenant' ? 'tenant' : 'UTC')
    return [
      {
        id: `${contract.id}.${name}`,
        title,
        per,
        ...(schedule ? { schedule: { cron: schedule.cron, zone } } : {}),
        timeoutSeconds: Math.ceil(secondsOf(timeout)),
        retries,
        run: async ({ tenantId, ...work }) => {
          const forTenant = (tenant: TenantContext) => parts.services(contract, tenant, work.signal)
          if (per === 'installation') {
            const all: InstallationServices = { tenants: () => parts.tenantsWith(contract.id), forTenant }
            return handler({ ...work, ...all })
          }
          const [tenant] = await parts.tenantsWith(contract.id, tenantId ?? '')
          if (tenant) await handler({ ...work, ...(await forTenant(tenant)) })
        },
      },
    ]
  })
}
