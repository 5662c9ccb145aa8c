import { PgBoss } from 'pg-boss'
import type { Database } from '@tessera/database'
import { keptSeconds, queueName, waitsSeconds } from './job-data.ts'

/** How soon things are noticed, in seconds. */
export interface JobPace {
  /** A waiting job, by another server than the one that enqueued it. */
  readonly pollSeconds: number
  /** A server that was killed in the middle of a run: after so long without a sign of life. */
  readonly heartbeatSeconds: number
  /** How often it is looked for such runs, and for due schedules. */
  readonly superviseSeconds: number
  /** What a job follows comes in several parts, for which one run is enough: it begins so long after the first. */
  readonly settleSeconds: number
  /** The schedule of a job that this server does not know: another one, of a newer version, may have made it. */
  readonly forgetSeconds: number
}

/** Starts pg-boss on the product's own connections, its tables in the schema `jobs`. */
export async function openBoss(
  database: Pick<Database, 'kind' | 'pool'>,
  pace: JobPace,
  told: (error: Error) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({
    // why: each statement is one round trip on a connection that is dropped if it fails, as pg-boss expects of a pool
    db: { executeSql: async (text, values) => database.pool.query(text, values as unknown[] | undefined) },
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'jobs',
    superviseIntervalSeconds: pace.superviseSeconds,
    monitorIntervalSeconds: pace.superviseSeconds,
    cronMonitorIntervalSeconds: Math.min(30, pace.superviseSeconds),
    cronWorkerIntervalSeconds: Math.min(30, pace.superviseSeconds),
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', told)
  await boss.start()
  const options = {
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 600,
    heartbeatSeconds: pace.heartbeatSeconds,
    retentionSeconds: waitsSeconds,
    deleteAfterSeconds: keptSeconds,
  }
  await boss.createQueue(queueName, { policy: 'exclusive', ...options })
  await boss.updateQueue(queueName, options)
  return boss
}
