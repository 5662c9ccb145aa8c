import type { Migration } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'

async function view(db: Kysely<unknown>, name: string, query: ReturnType<typeof sql>): Promise<void> {
  await sql`create or replace view ${sql.ref(name)} with (security_invoker = true) as ${query}`.execute(db)
}

/** What happened with accounts names an e-mail as all else does. */
export const eMail: Migration = {
  up: async (db) => {
    await view(
      db,
      'activities',
      sql`
        select t.tenant_id, t.account_id, t.activity_id, t.happened_at, t.kind, t.activity, n.account, n.csm
        from (
          select tenant_id, account_id, 'e ' || engagement_id as activity_id, happened_at, 'engagement' as kind,
            case type when 'email' then 'E-mail' else initcap(type) end || case when missed then ' missed' when outcome is null then ''
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
