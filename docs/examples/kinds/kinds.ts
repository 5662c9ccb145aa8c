import {
  approximateDistinct,
  approximatePercentile,
  avg,
  conversions,
  count,
  cumulative,
  derived,
  distinct,
  funnel,
  lastValue,
  lifecycle,
  lost,
  max,
  min,
  movements,
  percentile,
  ratio,
  ref,
  retention,
  rolling,
  share,
  snapshot,
  stock,
  sum,
  survival,
  weightedScore,
} from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { amount, events, orders, subscriptions, type SubscriptionRow } from './facts.ts'

const ordered = funnel({
  fact: events,
  actor: 'user_id',
  window: { days: 7 },
  steps: [
    { title: 'Visited', where: (eb) => eb('event', '=', 'shop_visited') },
    { title: 'Ordered', where: (eb) => eb('event', '=', 'shop_ordered') },
  ],
})
const back = retention({
  fact: events,
  actor: 'user_id',
  start: (eb) => eb('event', '=', 'shop_ordered'),
  back: (eb) => eb('event', '=', 'shop_ordered'),
  unit: 'month',
  periods: 6,
})
const active = lifecycle({ fact: orders, actor: 'account_id' })
const revenue = movements(subscriptions, { entity: 'account_id', value: 'mrr' })
const health = weightedScore<SubscriptionRow>({
  usage: { weight: 3, value: 'usage' },
  support: { weight: 1, value: 'support' },
})

/** One metric of every kind, as it stands under `metrics` of a server door. */
export const kinds = {
  // Of the rows in each bucket
  orders: count(orders),
  buyers: distinct(orders, 'user_id'),
  buyers_about: approximateDistinct(orders, 'user_id'),
  turnover: sum(orders, amount),
  order_value: avg(orders, amount),
  smallest_order: min(orders, amount),
  largest_order: max(orders, amount),
  order_value_p90: percentile(orders, amount, { fraction: 0.9 }),
  order_value_p90_about: approximatePercentile(orders, amount, { fraction: 0.9 }),
  // Of a time that reaches back from the end of each bucket
  orders_7_days: rolling(count(orders), { last: 7, unit: 'day' }),
  turnover_to_date: cumulative(sum(orders, amount), { startOf: 'year' }),
  // Of what is open
  subscriptions: snapshot(subscriptions, 'count'),
  subscriptions_lost: lost(subscriptions, 'count'),
  kept_30_days: survival(subscriptions, { after: { days: 30 } }),
  goods_in_stock: stock(orders, () => sql`-(${amount()})`),
  health: lastValue(subscriptions, { entity: 'account_id', value: health, across: 'avg' }),
  // Of other metrics
  turnover_per_buyer: ratio(ref('turnover'), ref('buyers')),
  part_of_orders: share(ref('orders')),
  turnover_without_tax: derived({ all: ref('turnover') }, ({ all }) => sql`${all} / 1.19`),
  // Of people through time
  orders_after_visit: ratio(ordered.step(2), ordered.step(1)),
  conversions_of_visits: conversions(events, {
    where: (eb) => eb('event', '=', 'shop_visited'),
    converted: { fact: orders },
    actor: 'user_id',
    window: { days: 7 },
  }),
  back_after_a_month: back.at(1),
  accounts_come_back: active.resurrected(),
  revenue_gained: revenue.expansion(),
}
