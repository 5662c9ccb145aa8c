import type { Migration } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'

async function view(db: Kysely<unknown>, name: string, query: ReturnType<typeof sql>): Promise<void> {
  await sql`create view ${sql.ref(name)} with (security_invoker = true) as ${query}`.execute(db)
  await sql`grant select on ${sql.ref(name)} to tessera_app`.execute(db)
}

const level = (risk: string) => sql`case when ${sql.ref(risk)} >= 60 then 2 when ${sql.ref(risk)} >= 30 then 1
  when ${sql.ref(risk)} >= 0 then 0 end`

/** What became of interventions, and all that happened with accounts. */
export const interventions: Migration = {
  up: async (db) => {
    // The churn risk when an intervention began and 30 days later, and what the account paid then and pays when it is closed.
    await view(
      db,
      'judged_interventions',
      sql`
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
          -- why: accounts of like risk without intervention say what would have been
          left join lateral (
            select sum(after.current_mrr) / nullif(sum(before.current_mrr), 0) - 1 as growth
            from account_daily as before
            join account_daily as after on after.tenant_id = before.tenant_id and after.account_id = before.account_id
              and after.metric_date = last.metric_date
            where before.tenant_id = t.tenant_id and before.metric_date = first.metric_date
              and before.churn_risk_score between first.churn_risk_score - 10 and first.churn_risk_score + 10
              and not exists (select from interventions as other where other.tenant_id = t.tenant_id
                and other.account_id = before.account_id)
          ) as usual on true
        ) as known`,
    )
    await view(
      db,
      'activities',
      sql`
        select t.tenant_id, t.account_id, t.activity_id, t.happened_at, t.kind, t.activity, n.account, n.csm
        from (
          select tenant_id, account_id, 'e ' || engagement_id as activity_id, happened_at, 'engagement' as kind,
            initcap(replace(type, 'email', 'e-mail')) || case when missed then ' missed' when outcome is null then ''
              else ': ' || replace(outcome, '_', ' ') end as activity
          from engagements where completed_at is not null or missed or inbound_at is not null
          union all
          select c.tenant_id, c.account_id, 'c ' || c.account_id || c.changed_on, (c.changed_on + time '23:59') at time zone z.timezone,
            'segment', 'Health: ' || replace(c.from_segment, '_', ' ') || ' to ' || replace(c.to_segment, '_', ' ')
          from segment_changes as c join core.tenants as z on z.tenant_id = c.tenant_id
          union all
          select g.tenant_id, g.account_id, 'g ' || g.goal_id, (g.completed_on + time '12:00') at time zone z.timezone, 'goal',
            'Goal completed: ' || g.title
          from goals as g join core.tenants as z on z.tenant_id = g.tenant_id where g.completed_on is not null
          union all
          select tenant_id, account_id, 'm ' || account_id || milestone, reached_at, 'milestone',
            'Milestone: ' || replace(milestone, '_', ' ')
          from milestones
          union all
          select tenant_id, account_id, 's ' || signal_id, occurred_at, 'signal', 'Signal: ' || replace(signal_type, '_', ' ')
          from signals
          union all
          select tenant_id, account_id, 'i ' || intervention_id, opened_at, 'intervention', 'Playbook begun: ' || playbook
          from interventions
        ) as t
        left join account_names as n on n.tenant_id = t.tenant_id and n.account_id = t.account_id`,
    )
  },
}
