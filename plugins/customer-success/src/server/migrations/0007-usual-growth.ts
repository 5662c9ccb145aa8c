import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

const level = (risk: string) => sql`case when ${sql.ref(risk)} >= 60 then 2 when ${sql.ref(risk)} >= 30 then 1
  when ${sql.ref(risk)} >= 0 then 0 end`

/** What would have been without an intervention is told by accounts that paid when it began: who comes to pay later is no growth of theirs. */
export const usualGrowth: Migration = {
  up: async (db) => {
    await sql`
      create or replace view judged_interventions with (security_invoker = true) as
      select *, ${level('risk_later')} < ${level('risk_first')} as is_success,
        12 * (mrr_later - mrr_first * (1 + coalesce(usual_growth, 0))) as gain
      from (
        select t.tenant_id, t.intervention_id, t.account_id, t.playbook, t.team_member, t.cost, t.opened_at, t.closed_at,
          t.outcome, n.account, n.csm, coalesce(t.risk_before, first.churn_risk_score) as risk_first,
          coalesce(t.risk_after, later.churn_risk_score) as risk_later,
          first.current_mrr as mrr_first, last.current_mrr as mrr_later, usual.growth as usual_growth
        from interventions as t
        join core.tenants as z on z.tenant_id = t.tenant_id
        left join account_names as n on n.tenant_id = t.tenant_id and n.account_id = t.account_id
        left join account_daily as first on first.tenant_id = t.tenant_id and first.account_id = t.account_id
          and first.metric_date = (t.opened_at at time zone z.timezone)::date
        left join account_daily as later on later.tenant_id = t.tenant_id and later.account_id = t.account_id
          and later.metric_date = first.metric_date + 30
        left join account_daily as last on last.tenant_id = t.tenant_id and last.account_id = t.account_id
          and last.metric_date = (t.closed_at at time zone z.timezone)::date
        left join lateral (
          select sum(after.current_mrr) / sum(before.current_mrr) - 1 as growth
          from account_daily as before
          join account_daily as after on after.tenant_id = before.tenant_id and after.account_id = before.account_id
            and after.metric_date = last.metric_date
          where before.tenant_id = t.tenant_id and before.metric_date = first.metric_date and before.current_mrr > 0
            and before.churn_risk_score between first.churn_risk_score - 10 and first.churn_risk_score + 10
            and not exists (select from interventions as other where other.tenant_id = t.tenant_id
              and other.account_id = before.account_id)
        ) as usual on true
      ) as known`.execute(db)
  },
}
