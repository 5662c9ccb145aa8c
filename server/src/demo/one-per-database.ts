import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@tessera/database'
import { sql, type Kysely } from 'kysely'

const againMs = 500
/** The database ends transactions that rest for longer than a minute. */
const awakeMs = 15_000

/** Does work elsewhere while a transaction that only holds a lock is kept from being given up. */
async function keepingAwake<T>(db: Kysely<never>, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void sql`select 1`.execute(db).catch(() => {}), awakeMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/**
 * Runs work that only one server of a database may do at a time; others wait, and find it done. Nobody else opens an embedded one.
 * Rejects with the signal's reason when that is aborted while it waits.
 */
export async function onePerDatabase<T>(
  { kind, maintenance }: Pick<Database, 'kind' | 'maintenance'>,
  leaving: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (kind === 'embedded') return work()
  for (;;) {
    const tried = await maintenance.transaction().execute(async (db) => {
      const { rows } = await sql<{ free: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended('tessera demo', 0)) as free`.execute(db)
      return rows[0]?.free ? { done: await keepingAwake(db, work) } : null
    })
    if (tried) return tried.done
    await sleep(againMs, undefined, leaving ? { signal: leaving } : {})
  }
}
