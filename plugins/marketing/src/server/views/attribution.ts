import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'

const ofTenant = { tenant: sql<string>`tenant_id` }
const lookback = sql`make_interval(hours => (24 * ${setting(plugin, 'attributionDays', ofTenant)})::int)`

/** Contacts of leads, with the names of their campaigns. */
export const namedTouches: RawBuilder<unknown> = sql`
  select t.tenant_id, t.touchpoint_id, t.lead_id, t.channel, t.campaign_id, t.occurred_at, l.account_id, c.name as campaign, c.platform
  from touchpoints as t
  left join leads as l on l.tenant_id = t.tenant_id and l.lead_id = t.lead_id
  left join campaigns as c on c.tenant_id = t.tenant_id and c.campaign_id = t.campaign_id`

/**
 * Won deals beside the touches of their leads: those of the account, and the one the deal names. Touches count from the begin of the time that is
 * looked back on to the very moment the deal was won, in the order of their moments, then of their ids. A deal without any has one row without a touch.
 */
export const dealTouches: RawBuilder<unknown> = sql`
  with rule as materialized (select tenant_id, ${lookback} as lookback from core.tenants),
  won as (select tenant_id, opportunity_id, account_id, lead_id, amount, created_at, closed_at from sales.won_deals),
  deal_lead as (
    select won.tenant_id, won.opportunity_id, l.lead_id, l.created_at
    from won join leads as l on l.tenant_id = won.tenant_id and l.account_id = won.account_id
    union
    select won.tenant_id, won.opportunity_id, l.lead_id, l.created_at
    from won join leads as l on l.tenant_id = won.tenant_id and l.lead_id = won.lead_id
  ),
  touch as (
    select won.tenant_id, won.opportunity_id, t.touchpoint_id, t.channel, t.campaign_id, t.campaign, t.platform, t.occurred_at
    from won
    join rule on rule.tenant_id = won.tenant_id
    join deal_lead as l on l.tenant_id = won.tenant_id and l.opportunity_id = won.opportunity_id
    join (${namedTouches}) as t on t.tenant_id = l.tenant_id and t.lead_id = l.lead_id
      and t.occurred_at >= won.closed_at - rule.lookback and t.occurred_at <= won.closed_at
  )
  select won.tenant_id, won.opportunity_id, won.account_id, won.amount, won.created_at, won.closed_at,
    coalesce(t.touchpoint_id, '') as touchpoint_id, t.channel, t.campaign_id, t.campaign, t.platform, t.occurred_at,
    (select min(l.created_at) from deal_lead as l where l.tenant_id = won.tenant_id and l.opportunity_id = won.opportunity_id)
      as lead_created_at,
    row_number() over journey as nth,
    count(t.touchpoint_id) over (partition by won.tenant_id, won.opportunity_id) as touches
  from won
  left join touch as t on t.tenant_id = won.tenant_id and t.opportunity_id = won.opportunity_id
  window journey as (partition by won.tenant_id, won.opportunity_id order by t.occurred_at, t.touchpoint_id)`

/** Won deals with the number of their touches. */
export const dealJourneys: RawBuilder<unknown> = sql`
  select tenant_id, opportunity_id, account_id, closed_at, amount, touches from (${dealTouches}) as t where nth = 1`

const model = setting(plugin, 'attributionModel', ofTenant)
const is = (name: string) => sql`rule.model = ${sql.lit(name)}`
const deal = sql`partition by t.tenant_id, t.opportunity_id`
/** The last touch up to a moment of the journey. */
const lastUpTo = (moment: RawBuilder<unknown>) =>
  sql`max(t.nth) filter (where t.occurred_at <= ${moment}) over (${deal})`
/** Half of it is left of a touch 7 days earlier. */
const decay = sql`power(2::double precision, extract(epoch from t.occurred_at - t.last_at)::double precision / 604800)::numeric`
const isMilestone = sql`(t.nth = 1 or t.nth = t.lead_nth or t.nth = t.deal_nth)`

/** What a touch weighs by the model of the rule, beside the other touches of its deal. */
const weight = sql`case
  when t.touches <= 1 then 1
  when ${is('first')} then (t.nth = 1)::int
  when ${is('last')} then (t.nth = t.touches)::int
  when ${is('last_non_direct')} then (t.nth = coalesce(t.other_nth, t.touches))::int
  when ${is('u_shaped')} then
    case when t.touches = 2 then 1 when t.nth in (1, t.touches) then 0.4 else 0.2 / (t.touches - 2) end
  when ${is('w_shaped')} then
    0.3 * ((t.nth = 1)::int + coalesce((t.nth = t.lead_nth)::int, 0) + coalesce((t.nth = t.deal_nth)::int, 0))
      + case when ${isMilestone} is true then 0 else 0.1 / t.others end
  when ${is('time_decay')} then ${decay}
  else 1 end`

/** The part of something up to a place: the ends are exact, so that the parts of a deal are the whole. */
const upTo = (weights: RawBuilder<unknown>, whole: RawBuilder<unknown>, digits: number) =>
  sql`case when ${weights} = w.all_weights then ${whole} else round(${whole} * ${weights} / w.all_weights, ${sql.lit(digits)}) end`
const part = (whole: RawBuilder<unknown>, digits: number) =>
  sql`${upTo(sql`w.upto`, whole, digits)} - ${upTo(sql`(w.upto - w.weight)`, whole, digits)}`

/** What each touch of a won deal is credited, by the model of the setting. The credits of a deal sum to one, its revenue to its amount. */
export const attributionCredits: RawBuilder<unknown> = sql`
  with rule as materialized (select tenant_id, ${model} as model from core.tenants),
  placed as (
    select t.*, ${lastUpTo(sql`t.lead_created_at`)} as lead_nth, ${lastUpTo(sql`t.created_at`)} as deal_nth,
      max(t.nth) filter (where t.channel <> 'direct') over (${deal}) as other_nth, max(t.occurred_at) over (${deal}) as last_at
    from (${dealTouches}) as t
  ),
  counted as (
    select t.*, count(*) filter (where ${isMilestone} is not true) over (${deal}) as others from placed as t
  ),
  weighed as (
    select t.*, (${weight})::numeric as weight from counted as t join rule on rule.tenant_id = t.tenant_id
  )
  select w.tenant_id, w.opportunity_id, w.touchpoint_id, w.account_id, w.channel, w.campaign_id, w.campaign, w.platform, w.occurred_at,
    w.closed_at, ${part(sql`1::numeric`, 12)} as credit, ${part(sql`w.amount`, 4)} as revenue
  from (
    select t.*, sum(t.weight) over (${deal}) as all_weights, sum(t.weight) over (${deal} order by t.nth) as upto from weighed as t
  ) as w`
