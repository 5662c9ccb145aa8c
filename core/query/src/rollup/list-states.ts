import { sql, type Kysely } from 'kysely'
import type { RollupStatus } from '../rollup-view.ts'

/** What is known of a rollup that some process began to build for a tenant. */
export interface StoredState {
  readonly rollup: string
  readonly hash: string
  readonly timeZone: string
  readonly status: RollupStatus
  readonly detail: string | null
  readonly changedAt: Date
  readonly builtAt: Date | null
  readonly checkedAt: Date | null
}

/** All states of one tenant. */
export async function listStates(db: Kysely<never>, tenantId: string): Promise<StoredState[]> {
  const { rows } = await sql<StoredState>`
    select rollup, definition_hash as hash, time_zone as "timeZone", status, detail, changed_at as "changedAt",
      built_at as "builtAt", checked_at as "checkedAt"
    from core.rollup_states where tenant_id = ${tenantId}::uuid order by rollup`.execute(db)
  return rows
}
