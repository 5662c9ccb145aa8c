import { sql, type RawBuilder } from 'kysely'

/** Part of an amount that falls on the nth of so many days: rounded so that the parts of all days are the whole. */
const nthPart = (amount: RawBuilder<unknown>, nth: RawBuilder<unknown>, days: RawBuilder<unknown>) =>
  sql`round(${amount} * ${nth} / ${days}, 4) - round(${amount} * (${nth} - 1) / ${days}, 4)`

/** What campaigns spent by day, whether they ran on it, and whether a budget holds for it. */
export const campaignSpend: RawBuilder<unknown> = sql`
  select s.tenant_id, s.campaign_id, s.metric_date, s.spend, s.impressions, s.clicks, c.name as campaign, c.platform, c.channel,
    coalesce(s.metric_date >= c.started_on and (c.ended_on is null or s.metric_date <= c.ended_on), false) as is_active,
    exists (
      select from campaign_budgets as b where b.tenant_id = s.tenant_id and b.campaign_id = s.campaign_id
        and s.metric_date between b.period_start and b.period_end
    ) as has_budget
  from ad_spend_daily as s
  left join campaigns as c on c.tenant_id = s.tenant_id and c.campaign_id = s.campaign_id`

/** Budgets of campaigns by day. */
export const budgetDays: RawBuilder<unknown> = sql`
  select b.tenant_id, b.campaign_id, b.period_start, b.period_start + nth - 1 as metric_date,
    ${nthPart(sql`b.amount`, sql`nth`, sql`(b.period_end - b.period_start + 1)`)} as budget,
    c.name as campaign, c.platform, c.channel
  from campaign_budgets as b
  cross join lateral generate_series(1, b.period_end - b.period_start + 1) as nth
  left join campaigns as c on c.tenant_id = b.tenant_id and c.campaign_id = b.campaign_id`

const month = sql`(date_trunc('month', k.month::timestamp))::date`
const monthDays = sql`((date_trunc('month', k.month::timestamp) + interval '1 month')::date - ${month})`

/** Costs beside advertisements by day. */
export const costDays: RawBuilder<unknown> = sql`
  select k.tenant_id, k.cost_id, ${month} + nth - 1 as metric_date, k.kind as cost_kind,
    ${nthPart(sql`k.amount`, sql`nth`, monthDays)} as cost
  from costs as k cross join lateral generate_series(1, ${monthDays}) as nth`

/** Mails by day, with the name of their campaign. */
export const campaignMails: RawBuilder<unknown> = sql`
  select e.*, c.name as campaign
  from email_daily as e
  left join campaigns as c on c.tenant_id = e.tenant_id and c.campaign_id = e.campaign_id`
