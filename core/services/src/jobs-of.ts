import type { EnqueueOptions } from '@tessera/plugin-api/server'
import { serviceErrors } from './errors.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

function textOf(input: unknown): string {
  try {
    return JSON.stringify(input) ?? ''
  } catch {
    // why: what is no JSON the queue refuses
    return ''
  }
}

/** The jobs of one plugin in one tenant. What a run is given lies in the database as it is: it holds no secret. */
export function jobsOf({ jobs, hidden }: Pick<ServiceParts, 'jobs' | 'hidden'>, plugin: string, tenantId: string) {
  const enqueue = async (job: string, options?: EnqueueOptions): Promise<string | null> => {
    const id = `${plugin}.${job}`
    if (hidden.isIn(textOf(options?.input), tenantId)) throw serviceErrors('secret_in_input', { job: id })
    // why: the platform has keys of its own, for schedules and for runs by hand
    const key = options?.key === undefined ? {} : { key: `of the plugin: ${options.key}` }
    return jobs.enqueue(id, { ...options, ...key, tenantId })
  }
  return { enqueue: outsideTransactions('jobs.enqueue', enqueue) }
}
