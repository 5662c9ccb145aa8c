import type { Database } from '@tessera/database'
import { createJobQueue, type DefinedJob, type JobQueue, type JobQueueOptions } from '../src/index.ts'

/** Looks more often than a server does, so that tests need not wait. */
export const pace = { pollSeconds: 0.5, heartbeatSeconds: 10, superviseSeconds: 1 }

/** A job of each tenant that is tried once, unless told otherwise. */
export function job(id: string, run: DefinedJob['run'], more: Partial<DefinedJob> = {}): DefinedJob {
  return { id, title: id, per: 'tenant', timeoutSeconds: 60, retries: 0, run, ...more }
}

/** A queue that takes runs of these jobs, for no tenant unless told otherwise. */
export async function startedQueue(
  database: Database,
  specs: readonly DefinedJob[],
  more: Partial<JobQueueOptions> = {},
): Promise<JobQueue> {
  const queue = createJobQueue({ database, pace, tenantsOf: async () => [], ...more })
  for (const spec of specs) queue.define(spec)
  await queue.start()
  return queue
}
