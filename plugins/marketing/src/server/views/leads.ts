import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'

const ofTenant = { tenant: sql<string>`tenant_id` }
const hoursOf = (days: RawBuilder<number>) => sql`make_interval(hours => (24 * ${days})::int)`

/** Leads with the names of where they came from, the furthest stage they reached, and the band of their score. */
export const leadStages: RawBuilder<unknown> = sql`
  select l.tenant_id, l.lead_id, l.account_id, l.rep_id, l.source_channel as channel, l.source_campaign_id as campaign_id,
    c.name as campaign, c.platform, l.lead_score,
    case when l.lead_score >= 75 then '75' when l.lead_score >= 50 then '50' when l.lead_score >= 25 then '25'
      when l.lead_score >= 0 then '0' end as score_band,
    l.created_at, l.mql_at, l.sql_at, l.opportunity_at, l.customer_at, l.disqualified_at
  from leads as l
  left join campaigns as c on c.tenant_id = l.tenant_id and c.campaign_id = l.source_campaign_id`

const withRule = (time: RawBuilder<unknown>, columns: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with rule as materialized (select tenant_id, ${time} as time from core.tenants)
  select l.*, ${columns}
  from (${leadStages}) as l
  join rule on rule.tenant_id = l.tenant_id`

/** Leads, when it is known whether they were qualified in time, and whether they were. */
export const leadQualifications = withRule(
  hoursOf(setting(plugin, 'qualifyDays', ofTenant)),
  sql`l.created_at + rule.time as known_at, coalesce(l.mql_at < l.created_at + rule.time, false) as is_converted`,
)

/** Qualified leads, when it is known whether sales accepted them in time, and whether it did. */
export const leadAcceptances = withRule(
  hoursOf(setting(plugin, 'acceptDays', ofTenant)),
  sql`l.mql_at + rule.time as known_at, coalesce(l.sql_at < l.mql_at + rule.time, false) as is_converted`,
)
