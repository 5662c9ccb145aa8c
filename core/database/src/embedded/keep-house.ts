import type pg from 'pg'

const everyMs = 3_000

/** As PostgreSQL's autovacuum decides by default, with a smaller base: tables that changed by a tenth, or are a fifth dead. */
const neglected = `
  select format('%I.%I', schemaname, relname) as "table", n_dead_tup > 1000 + 0.2 * n_live_tup as dead
  from pg_stat_user_tables
  where n_mod_since_analyze > 500 + 0.1 * n_live_tup or n_dead_tup > 1000 + 0.2 * n_live_tup`

/** A server writes what changed to its tables every few minutes; here the journal would grow, and with it the time to recover. */
const journalIsLong = `
  select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > 64 * 1024 * 1024 as long from pg_control_checkpoint()`

/**
 * Does for the embedded database what autovacuum and the checkpointer do for a server, which PGlite does not run: plans are made
 * for the rows there are, the room of rows that are gone is used again, and recovery stays short. Returns what stops it.
 */
export function keepHouse(pool: pg.Pool): () => Promise<void> {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const work = async () => {
    const { rows } = await pool.query<{ table: string; dead: boolean }>(neglected)
    for (const { table, dead } of rows) {
      if (stopped) return
      await pool.query(dead ? `vacuum (analyze) ${table}` : `analyze ${table}`)
    }
  }
  const shorten = async () => {
    const { rows } = await pool.query<{ long: boolean }>(journalIsLong)
    if (rows[0]?.long && !stopped) await pool.query('checkpoint')
  }
  const again = () => {
    timer = setTimeout(() => {
      // why: a table may have gone meanwhile, or the engine may be starting again; the next round looks anew
      running = shorten()
        .then(work)
        .catch(() => {})
        .finally(() => {
          if (!stopped) again()
        })
    }, everyMs)
    timer.unref()
  }
  again()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
