import { askShop as ask, byGrain } from './ask-shop.ts'
import type { Question, Window } from './question.ts'

const values = (tenantId: string, { from, to }: Window) => [tenantId, from, to]
const scope = 'tenant = $1::uuid and day >= $2::date and day < $3::date'
const filtered = (event: string) => `sum(n) filter (where event = '${event}')`
const rate = `${filtered('connection_made')}::float8 / nullif(${filtered('connection_begun')}, 0)`

interface Panel {
  readonly name: string
  readonly title: string
  readonly days: number
  readonly ask: Question['ask']
  /** Over the tables of `fillRollupTables`; `$1` tenant, `$2` and `$3` the days. Each column has a name of its own. */
  readonly sql: string
}

const panel = ({ sql, ...rest }: Panel): Question => ({
  ...rest,
  hand: (tenantId, window) => ({ text: sql, values: values(tenantId, window) }),
})

/** Distinct users by provider as an estimate: sketches of single days are put together. */
export const askEstimate: Question['ask'] = (window) => ask(['about_users'], window, { dimensions: ['shop.provider'] })

/** A dashboard of twelve panels, each with the statement a specialist would write over tables kept for it. */
export const panels: readonly Question[] = [
  panel({
    name: 'attempts',
    title: 'attempts, successes and rate, 30 days',
    days: 30,
    ask: (window) => ask(['attempts', 'successes', 'success_rate'], window),
    sql: `select ${filtered('connection_begun')} as begun, ${filtered('connection_made')} as made, ${rate} as rate from floor.daily
      where ${scope} and event in ('connection_begun', 'connection_made')`,
  }),
  panel({
    name: 'revenue',
    title: 'revenue and order value, 30 days',
    days: 30,
    ask: (window) => ask(['revenue', 'order_value'], window),
    sql: `select sum(amount), sum(amount)::float8 / sum(n) from floor.daily where ${scope} and event = 'order_placed'`,
  }),
  panel({
    name: 'events_daily',
    title: 'events by day, 90 days',
    days: 90,
    ask: (window) => ask(['events'], window, byGrain(window, 'day')),
    sql: `select day, sum(n) from floor.daily where ${scope} group by 1 order by 1`,
  }),
  panel({
    name: 'rate_daily',
    title: 'success rate by day, 90 days',
    days: 90,
    ask: (window) => ask(['success_rate'], window, byGrain(window, 'day')),
    sql: `select day, ${rate} from floor.daily
      where ${scope} and event in ('connection_begun', 'connection_made') group by 1 order by 1`,
  }),
  panel({
    name: 'revenue_daily',
    title: 'revenue by day beside the 30 days before',
    days: 30,
    ask: (window) =>
      ask(['revenue'], window, { ...byGrain(window, 'day'), compare: [{ kind: 'previous_period' as const }] }),
    sql: `with spent as (select day, sum(amount) as amount from floor.daily
        where tenant = $1::uuid and day >= $2::date - 30 and day < $3::date and event = 'order_placed' group by 1)
      select day, now.amount, before.amount as earlier from (select * from spent where day >= $2::date) as now
        full join (select day + 30 as day, amount from spent where day < $2::date) as before using (day) order by 1`,
  }),
  panel({
    name: 'providers',
    title: 'attempts and rate by provider, 30 days',
    days: 30,
    ask: (window) => ask(['attempts', 'success_rate'], window, { dimensions: ['shop.provider'] }),
    sql: `select provider, ${filtered('connection_begun')}, ${rate} from floor.daily
      where ${scope} and event in ('connection_begun', 'connection_made') group by 1`,
  }),
  panel({
    name: 'reasons',
    title: 'failures by reason and provider, 90 days',
    days: 90,
    ask: (window) => ask(['failures'], window, { dimensions: ['shop.error', 'shop.provider'] }),
    sql: `select error, provider, sum(n) from floor.daily where ${scope} and event = 'connection_failed' group by 1, 2`,
  }),
  panel({
    name: 'kinds',
    title: 'events by kind, 30 days',
    days: 30,
    ask: (window) => ask(['events'], window, { dimensions: ['shop.event'] }),
    sql: `select event, sum(n) from floor.daily where ${scope} group by 1`,
  }),
  panel({
    name: 'revenue_weekly',
    title: 'revenue by week and provider, 26 weeks',
    days: 182,
    ask: (window) => ask(['revenue'], window, { ...byGrain(window, 'week'), dimensions: ['shop.provider'] }),
    sql: `select date_trunc('week', day)::date, provider, sum(amount) from floor.daily
      where ${scope} and event = 'order_placed' group by 1, 2 order by 1, 2`,
  }),
  panel({
    name: 'subscriptions',
    title: 'subscriptions open at the end of each week, 12 weeks',
    days: 84,
    ask: (window) => ask(['subscriptions'], window, byGrain(window, 'week')),
    sql: `select week, count(s.subscription_id) from (
        select week::date, least(week::date + 7, $3::date) as until
        from generate_series(date_trunc('week', $2::date)::date, $3::date - 1, interval '7 days') as week) as weeks
      left join shop.subscriptions s on s.tenant_id = $1::uuid and s.started_at < until::timestamp at time zone 'UTC'
        and (s.ended_at is null or s.ended_at >= until::timestamp at time zone 'UTC')
      group by 1 order by 1`,
  }),
  panel({
    name: 'users_daily',
    title: 'daily users, 90 days',
    days: 90,
    ask: (window) => ask(['users'], window, byGrain(window, 'day')),
    sql: `select day, users from floor.daily_users where ${scope} order by 1`,
  }),
  panel({
    name: 'users_providers',
    title: 'distinct users by provider, 30 days: no table of sums can tell',
    days: 30,
    ask: (window) => ask(['users'], window, { dimensions: ['shop.provider'] }),
    sql: `select properties ->> 'provider', count(distinct user_id) from core.events
      where tenant_id = $1::uuid and "timestamp" >= $2::date::timestamp at time zone 'UTC'
        and "timestamp" < $3::date::timestamp at time zone 'UTC' group by 1`,
  }),
]
