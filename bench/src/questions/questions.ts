import { askShop as ask, byGrain } from './ask-shop.ts'
import type { Question, Window } from './question.ts'

const bounds = (tenantId: string, { from, to }: Window) => [tenantId, `${from}T00:00:00Z`, `${to}T00:00:00Z`]
const scope = 'tenant_id = $1::uuid and "timestamp" >= $2::timestamptz and "timestamp" < $3::timestamptz'

/** Eight questions as people ask them, each with the statement a specialist would write for it. */
export const questions: readonly Question[] = [
  {
    name: 'kpi',
    title: 'three filtered counts and their rate, 30 days',
    days: 30,
    ask: (window) => ask(['attempts', 'successes', 'success_rate'], window),
    hand: (tenantId, window) => ({
      text: `select a, s, s::float8 / nullif(a, 0) from (
        select count(*) filter (where event = 'connection_begun') as a, count(*) filter (where event = 'connection_made') as s
        from core.events where ${scope} and event in ('connection_begun', 'connection_made')) as counted`,
      values: bounds(tenantId, window),
    }),
  },
  {
    name: 'series',
    title: 'all events by day, 90 days',
    days: 90,
    ask: (window) => ask(['events'], window, byGrain(window, 'day')),
    hand: (tenantId, window) => ({
      text: `select to_char(day at time zone 'UTC', 'YYYY-MM-DD'), count from (
        select date_trunc('day', "timestamp", 'UTC') as day, count(*) from core.events where ${scope} group by 1) as daily
        order by 1`,
      values: bounds(tenantId, window),
    }),
  },
  {
    name: 'breakdown',
    title: 'attempts and rate by provider, 30 days',
    days: 30,
    ask: (window) => ask(['attempts', 'success_rate'], window, { dimensions: ['shop.provider'] }),
    hand: (tenantId, window) => ({
      text: `select properties ->> 'provider', count(*) filter (where event = 'connection_begun'),
          count(*) filter (where event = 'connection_made')::float8 / nullif(count(*) filter (where event = 'connection_begun'), 0)
        from core.events where ${scope} and event in ('connection_begun', 'connection_made') group by 1`,
      values: bounds(tenantId, window),
    }),
  },
  {
    name: 'reasons',
    title: 'failures by reason and provider, 90 days',
    days: 90,
    ask: (window) => ask(['failures'], window, { dimensions: ['shop.error', 'shop.provider'] }),
    hand: (tenantId, window) => ({
      text: `select properties ->> 'error', properties ->> 'provider', count(*)
        from core.events where ${scope} and event = 'connection_failed' group by 1, 2`,
      values: bounds(tenantId, window),
    }),
  },
  {
    name: 'compare',
    title: 'revenue by day beside the same days 13 weeks before',
    days: 30,
    ask: (window) =>
      ask(['revenue'], window, {
        ...byGrain(window, 'day'),
        compare: [{ kind: 'shift' as const, n: 13, unit: 'week' as const }],
      }),
    hand: (tenantId, window) => {
      const spent = (back: string) => `
        select date_trunc('day', "timestamp", 'UTC') + ${back} as day, sum((properties ->> 'amount')::numeric) as amount
        from core.events where tenant_id = $1::uuid and event = 'order_placed'
          and "timestamp" >= $2::timestamptz - ${back} and "timestamp" < $3::timestamptz - ${back} group by 1`
      return {
        text: `select to_char(day at time zone 'UTC', 'YYYY-MM-DD'), coalesce(now.amount, 0), coalesce(before.amount, 0)
          from (${spent("interval '0 days'")}) as now full join (${spent("interval '91 days'")}) as before using (day)
          order by 1`,
        values: bounds(tenantId, window),
      }
    },
  },
  {
    name: 'percentile',
    title: '95th percentile by month, 12 weeks',
    days: 84,
    ask: (window) => ask(['slow_page'], window, byGrain(window, 'month')),
    hand: (tenantId, window) => ({
      text: `select to_char(month at time zone 'UTC', 'YYYY-MM-DD'), p from (
          select date_trunc('month', "timestamp", 'UTC') as month,
            percentile_cont(0.95) within group (order by (properties ->> 'ms')::int) as p
          from core.events where ${scope} and event = 'page_viewed' group by 1) as monthly`,
      values: bounds(tenantId, window),
    }),
  },
  {
    name: 'people',
    title: 'distinct users by provider, 30 days',
    days: 30,
    ask: (window) => ask(['users'], window, { dimensions: ['shop.provider'] }),
    hand: (tenantId, window) => ({
      text: `select properties ->> 'provider', count(distinct user_id) from core.events where ${scope} group by 1`,
      values: bounds(tenantId, window),
    }),
  },
  {
    name: 'segments',
    title: 'orders and mean value by segment of the account, 30 days',
    days: 30,
    ask: (window) => ask(['order_value'], window, { dimensions: ['core.segment'] }),
    hand: (tenantId, window) => ({
      text: `select a.segment, avg((e.properties ->> 'amount')::numeric)::float8
        from core.events e left join core.accounts a on a.tenant_id = $1::uuid and a.account_id = e.account_id
        where e.tenant_id = $1::uuid and e."timestamp" >= $2::timestamptz and e."timestamp" < $3::timestamptz
          and e.event = 'order_placed' group by 1`,
      values: bounds(tenantId, window),
    }),
  },
]
