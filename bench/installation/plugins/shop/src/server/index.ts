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

const is =
  (...names: string[]): On<EventRow, SqlBool> =>
  (eb) =>
    eb('event', 'in', names)

const recorded = {
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  joins: [{ entity: accounts, on: 'account_id' }],
} as const
const dimensions = { event: 'event', provider: () => property('provider') } as const

const events = fact<EventRow>({
  ...recorded,
  name: 'events',
  dimensions,
  rollups: [
    { name: 'daily', grain: 'day', dimensions: [], distinct: true },
    { name: 'daily_kinds', grain: 'day', dimensions: ['event', 'provider'] },
    { name: 'by_provider', grain: 'day', dimensions: ['provider'], sketches: true },
  ],
})

const attempts = fact<EventRow>({
  ...recorded,
  name: 'attempts',
  where: is('connection_begun', 'connection_made'),
  dimensions,
  rollups: [{ name: 'daily', grain: 'day', dimensions: ['provider'] }],
})

const failures = fact<EventRow>({
  ...recorded,
  name: 'failures',
  where: is('connection_failed'),
  dimensions: { ...dimensions, error: () => property('error') },
  rollups: [{ name: 'daily', grain: 'day', dimensions: ['provider', 'error'] }],
})

const orders = fact<EventRow>({
  ...recorded,
  name: 'orders',
  where: is('order_placed'),
  dimensions,
  rollups: [{ name: 'daily', grain: 'day', dimensions: ['provider'] }],
})

const subscriptions = fact<SubscriptionRow>({
  name: 'subscriptions',
  table: 'shop.subscriptions',
  key: ['subscription_id'],
  time: { column: 'started_at', type: 'instant' },
  interval: { start: 'started_at', end: 'ended_at' },
  dimensions: { plan: 'plan' },
})

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
    attempts: count(attempts, { where: is('connection_begun') }),
    successes: count(attempts, { where: is('connection_made') }),
    failures: count(failures),
    success_rate: ratio(ref('successes'), ref('attempts')),
    revenue: sum(orders, amount),
    order_value: avg(orders, amount),
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
