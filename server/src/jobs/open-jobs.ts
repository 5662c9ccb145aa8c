import type { Database } from '@tessera/database'
import { createJobQueue, pluginJobs, type JobQueue } from '@tessera/jobs'
import type { PluginSpec } from '@tessera/plugin-api'
import type { TenantContext, TenantServices } from '@tessera/plugin-api/server'
import type { QueryEngine } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import { readSettings } from '@tessera/settings'
import type { Logger } from 'pino'
import { readEnabledPlugins, tenantsWith } from '@tessera/tenancy'

interface Parts {
  readonly database: Database
  readonly registry: Registry
  readonly engine: Pick<QueryEngine, 'run'>
  readonly ingest: (tenantId: string, events: readonly object[]) => ReturnType<TenantServices['ingest']>
  readonly log: Logger
}

/** The queue of this server, with the jobs of all running plugins. It takes runs once it is started. */
export function openJobs({ database, registry, engine, ingest, log }: Parts): JobQueue {
  const { owner } = database
  const enabledFor = (plugin: string, tenantId?: string) =>
    tenantsWith(owner, registry, { plugin, ...(tenantId === undefined ? {} : { tenantId }) })
  const queue = createJobQueue({
    database,
    tenantsOf: ({ id }) => enabledFor(id.slice(0, id.indexOf('.'))),
    onFailure: ({ job, run, error }) => log.warn({ err: error, job, run }, `a run of the job '${job}' failed`),
    onWrong: ({ job, error }) => registry.degrade(job.slice(0, job.indexOf('.')), 'run', error),
    onTrouble: (error) => log.warn({ err: error }, 'the queue of jobs is in trouble'),
  })
  const services = async (plugin: PluginSpec, tenant: TenantContext, signal: AbortSignal): Promise<TenantServices> => ({
    tenant,
    settings: await readSettings(owner, tenant.id, plugin),
    transaction: (run) => database.tenantTransaction(tenant.id, run, { signal }),
    query: async (query) =>
      engine.run(query, { tenant, plugins: await readEnabledPlugins(owner, registry, tenant.id), signal }),
    ingest: (events) => ingest(tenant.id, events),
    jobs: {
      enqueue: (job, options) => queue.enqueue(`${plugin.id}.${String(job)}`, { ...options, tenantId: tenant.id }),
    },
  })
  for (const { contract, server } of registry.plugins()) {
    for (const job of pluginJobs({ contract, handlers: server?.jobs ?? {} }, { tenantsWith: enabledFor, services }))
      queue.define(job)
  }
  return queue
}
