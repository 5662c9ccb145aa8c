import { sql } from 'kysely'
import type { HealthSegment } from '../../score/segment-of.ts'
import { keyOf, type Asked, type Keyed } from './asked.ts'

/** What was reckoned of an account on a day before. */
export interface Past {
  readonly score: number | null
  readonly segment: HealthSegment | null
  readonly version: string
}

/** What was reckoned in the 31 days before the first one, by account and day. */
export async function readPast({ db, tenantId, accounts, days }: Asked): Promise<Map<string, Past>> {
  const { rows } = await sql<Keyed & Past>`
    select account_id as account, metric_date::text as date, overall_health_score::double precision as score, segment, model_version as version
    from customer_success.health_metrics
    where tenant_id = ${tenantId} and account_id = any(${accounts}::uuid[])
      and metric_date < ${days.dates[0]}::date and metric_date >= ${days.dates[0]}::date - 31`.execute(db)
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/** Since when accounts have been at risk, of those that are. */
export async function readAtRiskSince({ db, tenantId, accounts, days }: Asked): Promise<Map<string, string>> {
  const { rows } = await sql<{ account: string; since: string }>`
    select distinct on (account_id) account_id as account, changed_on::text as since
    from customer_success.segment_changes
    where tenant_id = ${tenantId} and account_id = any(${accounts}::uuid[]) and changed_on < ${days.dates[0]}::date
      and (is_decline or is_recovery)
    order by account_id, changed_on desc, is_decline`.execute(db)
  return new Map(rows.map(({ account, since }) => [account, since]))
}
