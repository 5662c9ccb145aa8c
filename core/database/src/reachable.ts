import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { answerWithin } from './bounded-client.ts'
import type { Client } from './lease.ts'
import type { DatabaseLimits } from './limits.ts'

/** Whether a database answers, said in time whatever its connections do. */
export async function reachable(pool: pg.Pool, { reachMs, answerMs }: DatabaseLimits): Promise<boolean> {
  const ask = async () => {
    const client = (await pool.connect()) as unknown as Client
    // why: dropped when silent, so that the next who asks takes another one
    await answerWithin(client, answerMs && reachMs, client.query('select 1')).then(
      () => client.release(),
      (error: Error) => {
        client.release(error)
        throw error
      },
    )
    return true
  }
  return Promise.race([ask().catch(() => false), sleep(reachMs, false, { ref: false })])
}
