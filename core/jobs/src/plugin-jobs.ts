import { secondsOf, type PluginSpec } from '@tessera/plugin-api'
import type {
  InstallationServices,
  JobHandler,
  People,
  TenantContext,
  TenantServices,
} from '@tessera/plugin-api/server'
import type { DefinedJob } from './defined-job.ts'

/** The run that services are for. */
export interface RunOf {
  readonly plugin: PluginSpec
  /** Full id of the job. */
  readonly job: string
  readonly run: string
  readonly signal: AbortSignal
}

/** What runs of plugins' jobs are given. */
export interface PluginJobParts {
  /** Tenants that have the plugin enabled: all, or the one named. */
  readonly tenantsWith: (plugin: string, tenantId?: string) => Promise<readonly TenantContext[]>
  readonly forTenant: (tenant: TenantContext, run: RunOf) => Promise<TenantServices>
  /** For a job that acts as people. */
  readonly people: (tenant: TenantContext, run: RunOf) => Promise<People>
  readonly forInstallation: (run: RunOf) => InstallationServices
}

/** A plugin's jobs as the queue knows them. A run for a tenant that has no longer the plugin, or is gone, is done at once. */
export function pluginJobs(
  { contract, handlers }: { readonly contract: PluginSpec; readonly handlers: Readonly<Record<string, JobHandler>> },
  parts: PluginJobParts,
): DefinedJob[] {
  return Object.entries(contract.jobs ?? {}).flatMap(([name, spec]): DefinedJob[] => {
    const handler = handlers[name]
    if (!handler) return []
    const { title, per, schedule, timeout, retries = 3, asPeople = false } = spec
    const zone = schedule?.zone ?? (per === 'tenant' ? 'tenant' : 'UTC')
    const id = `${contract.id}.${name}`
    return [
      {
        id,
        title,
        per,
        ...(schedule ? { schedule: { cron: schedule.cron, zone } } : {}),
        timeoutSeconds: Math.ceil(secondsOf(timeout)),
        retries,
        run: async ({ tenantId, ...work }) => {
          const run: RunOf = { plugin: contract, job: id, run: work.run, signal: work.signal }
          if (per === 'installation') return handler({ ...work, ...parts.forInstallation(run) })
          const [tenant] = await parts.tenantsWith(contract.id, tenantId ?? '')
          if (!tenant) return
          const people = asPeople ? { people: await parts.people(tenant, run) } : {}
          await handler({ ...work, ...(await parts.forTenant(tenant, run)), ...people })
        },
      },
    ]
  })
}
