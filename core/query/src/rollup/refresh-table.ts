import { sql, type Kysely } from 'kysely'
import { gridOf } from './bucket-grid.ts'
import { instantText } from './instant-text.ts'
import { attempt, step, type RollupTenant, type RollupWork } from './rollup-store.ts'
import { refillStatements } from './rows-sql.ts'
import type { RollupStatus } from '../rollup-view.ts'
import { joined, type TimeSpan } from '../time/time-spans.ts'

/** Longest stretch of time one transaction makes anew, so that none holds the database for long. */
const mostTime = 31 * 86_400_000
const mostMarks = 1_000

interface Mark extends TimeSpan {
  readonly mark: string
}

interface Built {
  readonly rollup: string
  readonly hash: string
  readonly timeZone: string
  readonly status: RollupStatus
}

async function earliestMarks(db: Kysely<never>, tenantId: string, table: string): Promise<Mark[]> {
  const { rows } = await sql<{ mark: string; from: number; to: number }>`
    select mark, (extract(epoch from from_time) * 1000)::bigint as from, (extract(epoch from to_time) * 1000)::bigint as to
    from core.data_changes where tenant_id = ${tenantId}::uuid and table_name = ${table}
    order by from_time limit ${mostMarks}`.execute(db)
  return rows
}

async function lockStates(db: Kysely<never>, tenantId: string, table: string): Promise<Built[]> {
  const { rows } = await sql<Built>`
    select rollup, definition_hash as hash, time_zone as "timeZone", status from core.rollup_states
    where tenant_id = ${tenantId}::uuid and table_name = ${table}
    order by rollup, definition_hash for update`.execute(db)
  return rows
}

/** Marks that were worked off are deleted; those that reach further begin where the work ended. */
async function settle(
  db: Kysely<never>,
  tenantId: string,
  done: { marks: readonly Mark[]; until: number },
): Promise<void> {
  const ids = done.marks.map(({ mark }) => mark)
  const until = instantText(done.until)
  const mine = sql`tenant_id = ${tenantId}::uuid and mark = any(${ids}::uuid[])`
  await sql`delete from core.data_changes where ${mine} and to_time <= ${until}::timestamptz`.execute(db)
  await sql`
    update core.data_changes set from_time = ${until}::timestamptz
    where ${mine} and from_time < ${until}::timestamptz`.execute(db)
}

async function noteBroken(
  db: Kysely<never>,
  tenantId: string,
  broken: Built & { readonly reason: string },
): Promise<void> {
  await sql`
    update core.rollup_states set status = 'broken', detail = ${broken.reason.slice(0, 500)}, changed_at = ${new Date()}::timestamptz
    where tenant_id = ${tenantId}::uuid and rollup = ${broken.rollup} and definition_hash = ${broken.hash}`.execute(db)
}

/**
 * Makes anew what changed in one table, up to a month of it, in one transaction: rollups and marks change together, so a
 * query sees neither half. What is written meanwhile brings marks of its own. Answers whether there may be more to do.
 *
 * The marks are read before the states: a rollup that begins to be built after that reads the rows these marks speak of.
 */
export async function refreshTable(work: RollupWork, tenant: RollupTenant, table: string): Promise<boolean> {
  return step(work, tenant, async (db) => {
    const marks = await earliestMarks(db, tenant.id, table)
    const [first] = marks
    if (!first) return false
    const states = await lockStates(db, tenant.id, table)
    const until = Math.max(first.from + mostTime, 0)
    const now = marks.filter((mark) => mark.from < until)
    const touched = now.map(({ from, to }) => ({ from, to: Math.min(to, until) }))
    for (const built of states) {
      const definition = work.definitions.find(({ id, hash }) => id === built.rollup && hash === built.hash)
      if (!definition) {
        // why: whoever knows this definition must not trust it any more once these marks are gone
        await sql`
          delete from core.rollup_states
          where tenant_id = ${tenant.id}::uuid and rollup = ${built.rollup} and definition_hash = ${built.hash}`.execute(
          db,
        )
        continue
      }
      if (built.status !== 'ready' && built.status !== 'building') continue
      const grid = gridOf(definition, built.timeZone)
      const spans = joined(touched.map(({ from, to }) => ({ from: grid.floor(from), to: grid.ceil(to) })))
      const failure = await attempt(db, refillStatements(definition, { tenantId: tenant.id, grid, spans }))
      if (failure) await noteBroken(db, tenant.id, { ...built, reason: failure.message })
    }
    await settle(db, tenant.id, { marks: now, until })
    return now.length < marks.length || marks.length === mostMarks || now.some((mark) => mark.to > until)
  })
}
