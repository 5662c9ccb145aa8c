import {
  accounts,
  approximateDistinct,
  avg,
  count,
  defineServer,
  distinct,
  fact,
  funnel,
  percentile,
  property,
  ratio,
  ref,
  rolling,
  snapshot,
  sum,
  type EventRow,
  type On,
} from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../plugin.ts'
import { shopTables } from './shop-tables.ts'

interface SubscriptionRow {
  readonly tenant_id: string
  readonly subscription_id: string
  readonly plan: string
  readonly started_at: Date
  readonly ended_at: Date | null
}

const events = fact<EventRow>({
  name: 'events',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  dimensions: { event: 'event', provider: () => property('provider'), error: () => property('error') },
  joins: [{ entity: accounts, on: 'account_id' }],
  rollups: [
    { name: 'daily', grain: 'day', dimensions: [], distinct: true },
    { name: 'daily_kinds', grain: 'day', dimensions: ['event', 'provider', 'error'] },
    { name: 'by_provider', grain: 'day', dimensions: ['provider'], sketches: true },
  ],
})

const subscriptions = fact<SubscriptionRow>({
  name: 'subscriptions',
  table: 'shop.subscriptions',
  key: ['subscription_id'],
  time: { column: 'started_at', type: 'instant' },
  interval: { start: 'started_at', end: 'ended_at' },
  dimensions: { plan: 'plan' },
})

const is =
  (event: string): On<EventRow, SqlBool> =>
  (eb) =>
    eb('event', '=', event)
const amount = () => sql`(properties ->> 'amount')::numeric`
const milliseconds = () => sql`(properties ->> 'ms')::int`

const purchase = funnel({
  fact: events,
  actor: 'user_id',
  window: { days: 7 },
  steps: [
    { title: 'Product', where: is('product_viewed') },
    { title: 'Cart', where: is('cart_filled') },
    { title: 'Order', where: is('order_placed') },
  ],
})

export default defineServer(plugin, {
  migrations: { '0001': shopTables },
  metrics: {
    events: count(events),
    attempts: count(events, { where: is('connection_begun') }),
    successes: count(events, { where: is('connection_made') }),
    failures: count(events, { where: is('connection_failed') }),
    success_rate: ratio(ref('successes'), ref('attempts')),
    revenue: sum(events, amount, { where: is('order_placed') }),
    order_value: avg(events, amount, { where: is('order_placed') }),
    slow_page: percentile(events, milliseconds, { where: is('page_viewed'), fraction: 0.95 }),
    users: distinct(events, 'user_id'),
    about_users: approximateDistinct(events, 'user_id'),
    mau: rolling(distinct(events, 'user_id'), { last: 28, unit: 'day' }),
    visitors: purchase.step(1),
    buyers: purchase.step(3),
    purchase_rate: ratio(ref('buyers'), ref('visitors')),
    subscriptions: snapshot(subscriptions, 'count'),
  },
})
