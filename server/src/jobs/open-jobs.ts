import type { Database } from '@tessera/database'
import { createJobQueue, type JobQueue } from '@tessera/jobs'
import type { Registry } from '@tessera/registry'
import { listTenants, tenantsWith } from '@tessera/tenancy'
import type { Logger } from 'pino'
import { hideSecrets } from '../secrets/hide-secrets.ts'

interface Parts {
  readonly database: Database
  readonly registry: Registry
  readonly log: Logger
}

const pluginOf = (job: string) => job.slice(0, job.indexOf('.'))

/** The queue of this server. It knows no job yet, and takes runs once it is started. */
export function openJobs({ database, registry, log }: Parts): JobQueue {
  return createJobQueue({
    database,
    hide: (text) => hideSecrets(text),
    tenantsOf: ({ id }) =>
      pluginOf(id) === 'core'
        ? listTenants(database.owner)
        : tenantsWith(database.owner, registry, { plugin: pluginOf(id) }),
    onFailure: ({ job, run, error }) => log.warn({ err: error, job, run }, `a run of the job '${job}' failed`),
    onWrong: ({ job, error }) => registry.degrade(pluginOf(job), 'run', error),
    onTrouble: (error) => log.warn({ err: error }, 'the queue of jobs is in trouble'),
  })
}
