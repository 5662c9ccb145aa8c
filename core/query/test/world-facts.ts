import { sql, type SqlBool } from 'kysely'
import { accounts, fact, property, type EventRow, type On } from '@tessera/plugin-api/server'

/** Columns of `world.connections`. */
export interface ConnectionRow {
  readonly tenant_id: string
  readonly id: string
  readonly user_id: string
  readonly provider: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
}

/** Columns of `world.spends`. */
export interface SpendRow {
  readonly tenant_id: string
  readonly id: string
  readonly day: string
  readonly provider: string | null
  readonly amount: number
}

/** Events, with the keys of `properties` as dimensions and accounts joined. */
export const events = fact<EventRow>({
  name: 'events',
  table: 'world.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  dimensions: {
    provider: () => property('provider'),
    kind: () => property('kind'),
    size: () => sql`(properties ->> 'amount')::numeric`,
  },
  joins: [{ entity: { ...accounts, table: 'world.accounts' }, on: 'account_id' }],
  drill: ['event', { column: 'account_id', pii: true }],
  rollups: [
    { name: 'daily', grain: 'day', dimensions: ['provider', 'kind'], distinct: true, sketches: true },
    { name: 'short', grain: 'quarter_hour', dimensions: ['provider'], sketches: true },
    { name: 'users_daily', grain: 'day', dimensions: ['provider'], entity: 'user_id' },
    { name: 'users_short', grain: 'quarter_hour', dimensions: ['provider', 'kind'], entity: 'user_id' },
  ],
})
/** Rows that last, from `started_at` to `ended_at`. */
export const connections = fact<ConnectionRow>({
  name: 'connections',
  table: 'world.connections',
  key: ['id'],
  time: { column: 'started_at', type: 'instant' },
  interval: { start: 'started_at', end: 'ended_at' },
  dimensions: { provider: 'provider' },
  rollups: [{ name: 'daily', grain: 'day', dimensions: ['provider'] }],
})
/** Rows dated by calendar day. */
export const spends = fact<SpendRow>({
  name: 'spends',
  table: 'world.spends',
  key: ['id'],
  time: { column: 'day', type: 'local_date' },
  dimensions: { provider: 'provider' },
  rollups: [{ name: 'daily', grain: 'day', dimensions: ['provider'] }],
})
/** A number in `properties`. */
export const amount = () => sql`(properties ->> 'amount')::numeric`
/** Rows of one name. */
export const isEvent =
  (event: string): On<EventRow, SqlBool> =>
  (eb) =>
    eb('event', '=', event)
/** Events of one name alone; all others are no rows of it. */
export const eventsOfA = fact<EventRow>({
  name: 'events_of_a',
  table: 'world.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: isEvent('a'),
  dimensions: { provider: () => property('provider'), kind: () => property('kind') },
  joins: [{ entity: { ...accounts, table: 'world.accounts' }, on: 'account_id' }],
})
