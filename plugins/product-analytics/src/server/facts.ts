import { accounts, fact, users } from '@tessera/plugin-api/server'
import { activity, daysActive } from './conditions.ts'
import type {
  ActiveDayRow,
  FeatureChanceRow,
  FeatureUseRow,
  NewcomerRow,
  PersonRow,
  ReleaseUserRow,
  SessionRow,
} from './rows.ts'

const joins = [
  { entity: users, on: 'user_id' },
  { entity: accounts, on: 'account_id' },
] as const
const drill = [
  { column: 'user_id', title: 'User' },
  { column: 'account_id', title: 'Account' },
] as const
const where = { platform: 'platform', release: 'release' } as const

/** Sessions that were counted from events. */
export const sessions = fact<SessionRow>({
  name: 'session',
  table: 'product_analytics.sessions',
  key: ['session_id'],
  time: { column: 'started_at', type: 'instant' },
  dimensions: where,
  joins,
  drill,
})

/** Days on which users were active, by platform and release. */
export const activeDays = fact<ActiveDayRow>({
  name: 'active_day',
  table: 'product_analytics.active_days',
  key: ['user_id', 'active_date', 'platform', 'release', 'source'],
  time: { column: 'active_date', type: 'local_date' },
  dimensions: where,
  joins,
  drill: [...drill, { column: 'sessions', title: 'Sessions', type: 'number' }],
})

/** Everybody who was ever active, there from the first active day on. */
export const people = fact<PersonRow>({
  name: 'person',
  table: 'product_analytics.people',
  key: ['user_id'],
  time: { column: 'first_active_date', type: 'local_date' },
  interval: { start: 'first_active_date', end: 'gone_on' },
  dimensions: { activity, active_days: daysActive },
  joins,
  drill,
})

/** New users, dated by the day on which it is known whether they are back after 30 days. */
export const newcomers = fact<NewcomerRow>({
  name: 'newcomer',
  table: 'product_analytics.newcomers',
  key: ['user_id'],
  time: { column: 'matured_on', type: 'local_date' },
  joins,
  drill,
})

/** Features that users used on a day. */
export const featureUses = fact<FeatureUseRow>({
  name: 'feature_use',
  table: 'product_analytics.feature_uses',
  key: ['user_id', 'feature', 'active_date', 'source'],
  time: { column: 'active_date', type: 'local_date' },
  dimensions: { feature: 'feature' },
  joins,
  drill,
})

/** Each feature beside everybody who was ever active. */
export const featureChances = fact<FeatureChanceRow>({
  name: 'feature_chance',
  table: 'product_analytics.feature_chances',
  key: ['user_id', 'feature'],
  time: { column: 'first_active_date', type: 'local_date' },
  interval: { start: 'first_active_date', end: 'gone_on' },
  dimensions: { feature: 'feature' },
  joins,
  drill,
})

/** Users who were active in the 7 days from a release on, dated by the day on which these are over. */
export const releaseUsers = fact<ReleaseUserRow>({
  name: 'release_user',
  table: 'product_analytics.release_users',
  key: ['release', 'user_id'],
  time: { column: 'matured_on', type: 'local_date' },
  dimensions: { release: 'release' },
  joins,
  drill,
})
