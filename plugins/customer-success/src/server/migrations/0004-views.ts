import type { Migration } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'

async function view(db: Kysely<unknown>, name: string, query: ReturnType<typeof sql>): Promise<void> {
  await sql`create view ${sql.ref(name)} with (security_invoker = true) as ${query}`.execute(db)
  await sql`grant select on ${sql.ref(name)} to tessera_app`.execute(db)
}

const named = sql`left join account_names as n on n.tenant_id = t.tenant_id and n.account_id = t.account_id`

/** Rows that facts read and nobody writes. */
export const views: Migration = {
  up: async (db) => {
    // The name of each account; with a part of its id where another one has the same.
    await view(
      db,
      'account_names',
      sql`
        select tenant_id, account_id, csm,
          name || case when count(*) over (partition by tenant_id, name) > 1 then ' ' || left(account_id::text, 8) else '' end
            as account
        from (
          select coalesce(a.tenant_id, c.tenant_id) as tenant_id, coalesce(a.account_id, c.account_id) as account_id, c.csm,
            coalesce(a.name, c.name, coalesce(a.account_id, c.account_id)::text) as name
          from core.accounts as a full join customers as c on c.tenant_id = a.tenant_id and c.account_id = a.account_id
        ) as known`,
    )
    await view(db, 'named_engagements', sql`select t.*, n.account, n.csm from engagements as t ${named}`)
    // The health score on the day of an engagement and 30 days later.
    await view(
      db,
      'engagement_effects',
      sql`
        select t.*, n.account, n.csm, later.overall_health_score - first.overall_health_score as health_change
        from engagements as t
        join core.tenants as z on z.tenant_id = t.tenant_id
        join health_metrics as first on first.tenant_id = t.tenant_id and first.account_id = t.account_id
          and first.metric_date = (t.happened_at at time zone z.timezone)::date
        join health_metrics as later on later.tenant_id = t.tenant_id and later.account_id = t.account_id
          and later.metric_date = first.metric_date + 30
        ${named}`,
    )
    await view(db, 'named_stakeholders', sql`select t.*, n.account, n.csm from stakeholders as t ${named}`)
    // Stakeholders who took part in something.
    await view(
      db,
      'participations',
      sql`
        select t.tenant_id, t.stakeholder_id, t.account_id, t.role, t.is_decision_maker, t.left_at, e.engagement_id,
          e.happened_at, n.account, n.csm
        from stakeholders as t
        join attendees as a on a.tenant_id = t.tenant_id and a.stakeholder_id = t.stakeholder_id and a.attended
        join engagements as e on e.tenant_id = t.tenant_id and e.engagement_id = a.engagement_id
        ${named}`,
    )
    await view(db, 'named_goals', sql`select t.*, n.account, n.csm from goals as t ${named}`)
    await view(db, 'named_signals', sql`select t.*, n.account, n.csm from signals as t ${named}`)
    await view(db, 'named_changes', sql`select t.*, n.account, n.csm from segment_changes as t ${named}`)
    await view(
      db,
      'named_coverage',
      sql`
        select t.tenant_id, t.account_id, t.metric_date, t.coverage, t.overall_health_score, t.model_version, n.account
        from health_metrics as t ${named}`,
    )
    // How long it took until the product first paid off.
    await view(
      db,
      'first_values',
      sql`
        select t.tenant_id, t.account_id, t.reached_at, n.account, n.csm,
          (t.reached_at at time zone z.timezone)::date - coalesce(c.contract_started_on, (a.created_at at time zone z.timezone)::date) as days
        from milestones as t
        join core.tenants as z on z.tenant_id = t.tenant_id
        left join customers as c on c.tenant_id = t.tenant_id and c.account_id = t.account_id
        left join core.accounts as a on a.tenant_id = t.tenant_id and a.account_id = t.account_id
        ${named}
        where t.milestone = 'first_value'`,
    )
  },
}
