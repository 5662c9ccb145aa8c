import type { DefinedJob, JobQueue } from '@tessera/jobs'
import { runAs, type LoadedPlugin, type Registry } from '@tessera/registry'
import { readTenant } from '@tessera/tenancy'
import type { Kysely } from 'kysely'
import type { PluginServices } from './open-plugin-services.ts'

const timeoutSeconds = 300
const retries = 3

// why: no name of a job in a contract has a space in it
const idOf = (plugin: string, enabled: boolean) => `${plugin}.on ${enabled ? 'enable' : 'disable'}`

/** What a plugin does after it was switched, as jobs that nobody but the switch has run. */
export function switchJobs(
  { contract, server }: Pick<LoadedPlugin, 'contract' | 'server'>,
  { owner, services }: { readonly owner: Kysely<never>; readonly services: Pick<PluginServices, 'forTenant'> },
): readonly DefinedJob[] {
  return [true, false].flatMap((enabled): DefinedJob[] => {
    const work = enabled ? server?.onEnable : server?.onDisable
    if (!work) return []
    const id = idOf(contract.id, enabled)
    return [
      {
        id,
        title: `After switching ${contract.title} ${enabled ? 'on' : 'off'}`,
        per: 'tenant',
        timeoutSeconds,
        retries,
        run: async ({ tenantId, run, signal }) => {
          const tenant = await readTenant(owner, tenantId ?? '')
          if (!tenant) return
          const actor = { kind: 'job', id } as const
          const own = await services.forTenant(contract, tenant, { signal, actor, origin: { job: id, run } })
          await runAs(contract.id, () => work({ ...own, signal }))
        },
      },
    ]
  })
}

/** Has plugins do what they do after they were switched, and jobs run that follow their tables. */
export async function afterSwitch(
  {
    jobs,
    registry,
    pluginServices,
  }: {
    readonly jobs: Pick<JobQueue, 'enqueue'>
    readonly registry: Pick<Registry, 'plugin'>
    readonly pluginServices: Pick<PluginServices, 'follow'>
  },
  switched: { readonly tenantId: string; readonly plugins: readonly string[]; readonly enabled: boolean },
): Promise<void> {
  const { tenantId, plugins, enabled } = switched
  for (const id of plugins) {
    const server = registry.plugin(id)?.server
    if (enabled ? server?.onEnable : server?.onDisable) await jobs.enqueue(idOf(id, enabled), { tenantId })
    await pluginServices.follow({ tenantId, plugin: id })
  }
}
