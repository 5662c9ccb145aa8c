import { sql, type Kysely } from 'kysely'

/** Number of the last commit of events of a tenant. */
export interface EventLog {
  readonly last: number
  /** There are events from before commits had numbers; theirs is 0. */
  readonly hasUnnumbered: boolean
}

const columns = sql`last_commit as last, has_unnumbered as "hasUnnumbered"`

/**
 * Holds a tenant's log until the transaction ends: nobody else stores events of the tenant meanwhile, so that commits
 * become visible in the order of their numbers. `step` is 1 for a new commit, 0 for none.
 */
export async function holdLog(db: Kysely<never>, tenantId: string, step: 0 | 1): Promise<EventLog> {
  const { rows } = await sql<EventLog>`
    insert into core.event_logs as log (tenant_id, last_commit) values (${tenantId}, ${step})
    on conflict (tenant_id) do update set last_commit = log.last_commit + ${step} returning ${columns}`.execute(db)
  return rows[0] ?? { last: step, hasUnnumbered: false }
}

/** The log as it is now. All commits up to the last are visible to the statements that follow. */
export async function readLog(db: Kysely<never>, tenantId: string): Promise<EventLog> {
  const { rows } = await sql<EventLog>`select ${columns} from core.event_logs where tenant_id = ${tenantId}`.execute(db)
  return rows[0] ?? { last: 0, hasUnnumbered: false }
}
