import { accounts, fact, numberProperty, property, users, type EventRow } from '@tessera/plugin-api/server'

/** A subscription: from when to when, and what it is worth a month. */
export interface SubscriptionRow {
  readonly tenant_id: string
  readonly subscription_id: string
  readonly account_id: string
  readonly plan: string
  readonly mrr: number
  readonly usage: number | null
  readonly support: number | null
  readonly started_at: Date
  readonly ended_at: Date | null
}

/** Rows that last: what is open at an instant, and what ends. */
export const subscriptions = fact<SubscriptionRow>({
  name: 'subscription',
  table: 'shop.subscriptions',
  key: ['subscription_id'],
  time: { column: 'started_at', type: 'instant' },
  interval: { start: 'started_at', end: 'ended_at' },
  dimensions: { plan: 'plan' },
  joins: [{ entity: accounts, on: 'account_id' }],
})

/** Rows of a moment: orders among the events that programs post. */
export const orders = fact<EventRow>({
  name: 'order',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'shop_ordered'),
  dimensions: { country: () => property('country') },
  joins: [
    { entity: users, on: 'user_id' },
    { entity: accounts, on: 'account_id' },
  ],
})

/** All events of the shop, for who did what after what. */
export const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', 'like', 'shop_%'),
})

/** What an order is worth. */
export const amount = () => numberProperty('amount')
