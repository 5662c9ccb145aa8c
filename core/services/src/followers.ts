import type { JobQueue } from '@tessera/jobs'
import type { Registry } from '@tessera/registry'
import { tenantsWith } from '@tessera/tenancy'
import type { Actor } from './caller.ts'
import type { ServiceParts } from './parts.ts'

/** Something that rows of a tenant came from or went to: a table, or a plugin that was switched. */
export interface Changed {
  readonly tenantId: string
  readonly plugin: string
  /** All tables of the plugin when left out. */
  readonly table?: string
  /** Who did it: a job need not run again for its own work, and demo data come with all that is derived from them. */
  readonly by?: Actor
}

/** Ids of the jobs that follow a table, or any table of a plugin. */
function followersOf(registry: Pick<Registry, 'plugins'>, { plugin, table, by }: Changed) {
  return registry.plugins().flatMap(({ contract }) =>
    Object.entries(contract.jobs ?? {}).flatMap(([name, { follows = [] }]) => {
      const id = `${contract.id}.${name}`
      const followed = follows.map((one) => (one.includes('.') ? one : `${contract.id}.${one}`))
      const isMeant = followed.some((one) => (table ? one === `${plugin}.${table}` : one.startsWith(`${plugin}.`)))
      return isMeant && id !== by?.id ? [{ id, plugin: contract.id }] : []
    }),
  )
}

/** Has the jobs run that follow what has changed, where the tenant has their plugins. Never fails: what is missed a schedule makes up for. */
export async function runFollowers(
  {
    registry,
    database,
    jobs,
    log,
  }: Pick<ServiceParts, 'registry' | 'database' | 'log'> & { readonly jobs: Pick<JobQueue, 'follow'> },
  changed: Changed,
): Promise<void> {
  if (changed.by?.kind === 'demo') return
  for (const { id, plugin } of followersOf(registry, changed)) {
    try {
      const [tenant] = await tenantsWith(database.owner, registry, { plugin, tenantId: changed.tenantId })
      if (tenant) await jobs.follow(id, tenant.id)
    } catch (error) {
      log.warn({ err: error, job: id }, `the job '${id}' could not be told of new rows; it runs by its schedule`)
    }
  }
}
