import { sql, type Kysely } from 'kysely'
import { imported } from './take-history.ts'

/**
 * Changes of segments among imported scores, from each day of an account to the next that was imported, which are told on the later one.
 * Answers how many rows were written.
 */
export async function tellChanges(db: Kysely<never>, tenantId: string): Promise<number> {
  const isWarned = (segment: string) => sql`${sql.ref(segment)} in ('at_risk', 'critical')`
  const moved = sql`
    with seen as (
      select account_id, metric_date as changed_on, segment as to_segment,
        lag(segment) over (partition by account_id order by metric_date) as from_segment
      from customer_success.health_metrics where tenant_id = ${tenantId} and model_version = ${imported}
    ), moved as (
      select *, not ${isWarned('from_segment')} and ${isWarned('to_segment')} as is_decline,
        ${isWarned('from_segment')} and not ${isWarned('to_segment')} as is_recovery
      from seen where from_segment <> to_segment
    ), told as (
      select *, changed_on - max(changed_on) filter (where is_decline) over (partition by account_id order by changed_on
        rows between unbounded preceding and 1 preceding) as since from moved
    )`
  const { numAffectedRows: stored = 0n } = await sql`${moved}
    insert into customer_success.segment_changes as c
      (tenant_id, account_id, changed_on, from_segment, to_segment, is_recovery, is_decline, days_at_risk)
    select ${tenantId}::uuid, account_id, changed_on, from_segment, to_segment, is_recovery, is_decline, case when is_recovery then since end from told
    on conflict (tenant_id, account_id, changed_on) do update
      set (from_segment, to_segment, is_recovery, is_decline, days_at_risk) =
        row (excluded.from_segment, excluded.to_segment, excluded.is_recovery, excluded.is_decline, excluded.days_at_risk)
      where (c.from_segment, c.to_segment, c.days_at_risk)
        is distinct from (excluded.from_segment, excluded.to_segment, excluded.days_at_risk)`.execute(db)
  const { numAffectedRows: gone = 0n } = await sql`${moved}
    delete from customer_success.segment_changes as c using customer_success.health_metrics as m
    where c.tenant_id = ${tenantId} and m.tenant_id = ${tenantId} and m.account_id = c.account_id and m.metric_date = c.changed_on
      and m.model_version = ${imported}
      and not exists (select from told where told.account_id = c.account_id and told.changed_on = c.changed_on)`.execute(
    db,
  )
  return Number(stored + gone)
}
