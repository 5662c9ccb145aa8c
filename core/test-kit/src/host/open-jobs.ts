import type { Database } from '@tessera/database'
import { createJobQueue, pluginJobs, type DefinedJob, type JobQueue } from '@tessera/jobs'
import type { TenantContext, TenantServices } from '@tessera/plugin-api/server'
import type { QueryEngine } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import { readSettings } from '@tessera/settings'
import { kitErrors } from '../errors.ts'

interface Parts {
  readonly database: Database
  readonly registry: Registry
  readonly engine: Pick<QueryEngine, 'run'>
  readonly tenants: readonly TenantContext[]
  readonly ingest: (
    tenant: TenantContext,
    events: Parameters<TenantServices['ingest']>[0],
  ) => ReturnType<TenantServices['ingest']>
}

/** The jobs of a host: the queue they wait in, which takes no runs, and a way to do one at once. */
export interface TestJobs {
  readonly queue: JobQueue
  /** Does what a run of the job does, in one try, and fails as it fails. Refuses `job_unknown`. */
  readonly run: (job: string, tenantId: string | null, input: unknown) => Promise<void>
}

/** Makes the queue of a test host, with the jobs of all its plugins. */
export function openTestJobs({ database, registry, engine, tenants, ingest }: Parts): TestJobs {
  const queue = createJobQueue({ database, tenantsOf: async () => tenants })
  const defined = new Map<string, DefinedJob>()
  const tenantsWith = async (_: string, id?: string) => tenants.filter((tenant) => id === undefined || tenant.id === id)
  const plugins = new Set(registry.order)
  for (const { contract, server } of registry.plugins()) {
    const services = async (tenant: TenantContext, signal: AbortSignal): Promise<TenantServices> => ({
      tenant,
      settings: await readSettings(database.owner, tenant.id, contract),
      transaction: (run) => database.tenantTransaction(tenant.id, run, { signal }),
      query: (query) => engine.run(query, { tenant, plugins, signal }),
      ingest: (events) => ingest(tenant, events),
      jobs: {
        enqueue: (job, more) => queue.enqueue(`${contract.id}.${String(job)}`, { ...more, tenantId: tenant.id }),
      },
    })
    const made = pluginJobs(
      { contract, handlers: server?.jobs ?? {} },
      { tenantsWith, services: (_, tenant, signal) => services(tenant, signal) },
    )
    for (const job of made) {
      queue.define(job)
      defined.set(job.id, job)
    }
  }
  return {
    queue,
    run: async (job, tenantId, input) => {
      const found = defined.get(job)
      if (!found) throw kitErrors('job_unknown', { job, known: [...defined.keys()].join(', ') })
      const signal = AbortSignal.timeout(found.timeoutSeconds * 1000)
      await found.run({ tenantId, input, attempt: 1, signal, progress: async () => {} })
    },
  }
}
