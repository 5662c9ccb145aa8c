import { derived, fixture, lastValue, ratio, ref, type On } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { accountDays as fact } from '../facts.ts'
import type { AccountDayRow } from '../rows.ts'
import { isLive, knownTotal, live, observed } from './observed.ts'
import { accountDay, accountDays, asOf } from './told.ts'

type Column = Extract<keyof AccountDayRow, string>

/** Sums over those accounts alone of which the other part is known as well. */
const where =
  (column: Column): On<AccountDayRow, boolean> =>
  (eb, bounds) =>
    eb.and([isLive(eb, bounds), eb(column, 'is not', null)]) as never
const part = (some: Column, all: Column) =>
  ratio(
    lastValue(fact, { ...observed, value: some, where: where(all) }),
    lastValue(fact, { ...observed, value: all, where: where(some) }),
  )

/** How accounts use the product, what support they need, and how their devices do. */
export const usageFormulas = {
  monthly_active_users: knownTotal('monthly_active_users'),
  user_activation_rate: part('activated_users', 'licensed_users'),
  avg_engagement_score: part('engagement_points', 'monthly_active_users'),
  features_adopted: lastValue(fact, { ...live, value: 'features_adopted', across: 'avg' }),
  core_feature_adoption_rate: part('core_features_adopted', 'core_features_entitled'),
  support_tickets_30d: knownTotal('support_tickets_30d'),
  ticket_resolution_rate: part('tickets_resolved_30d', 'support_tickets_30d'),
  avg_ticket_resolution_hours: part('resolution_hours_30d', 'tickets_done_30d'),
  csat_score: part('csat_good', 'csat_responses'),
  nps_score: derived({ nps: ref('support.nps_score') }, (n) => sql<number>`${n.nps}`),
  active_device_count: knownTotal('active_device_count'),
  avg_device_health_score: lastValue(fact, { ...live, value: 'device_health_score', across: 'avg' }),
  volume_processed_30d: knownTotal('volume_processed_30d'),
}

const day = { time: { range: { from: '2026-10-30', to: '2026-10-31' } } } as const
const given = accountDays(
  accountDay('ada', '10-30', {
    monthly_active_users: 30,
    licensed_users: 50,
    activated_users: 40,
    engagement_points: 1500,
    features_adopted: 6,
    core_features_adopted: 3,
    core_features_entitled: 4,
    support_tickets_30d: 4,
    tickets_resolved_30d: 3,
    tickets_done_30d: 2,
    resolution_hours_30d: 12,
    csat_good: 3,
    csat_responses: 3,
    active_device_count: 2,
    device_health_score: 90,
    volume_processed_30d: 1000,
  }),
  accountDay('bob', '10-30', {
    monthly_active_users: 10,
    licensed_users: 30,
    activated_users: 12,
    engagement_points: 100,
    features_adopted: 2,
    core_features_adopted: 1,
    core_features_entitled: 4,
    support_tickets_30d: 6,
    tickets_resolved_30d: 5,
    tickets_done_30d: 6,
    resolution_hours_30d: 60,
    csat_good: 0,
    csat_responses: 1,
    active_device_count: 1,
    device_health_score: 70,
    volume_processed_30d: 500,
  }),
  accountDay('cleo', '10-30', { monthly_active_users: 5, licensed_users: null, activated_users: 5 }),
)
const one = (title: string, value: number) => [fixture({ title, asOf, given, ask: day, expect: [{ value }] })]

/** Worked examples of them. */
export const usageFixtures = {
  monthly_active_users: one('Users of three accounts', 45),
  user_activation_rate: one('52 of 80 seats; an account whose seats nobody told is left out', 0.65),
  avg_engagement_score: one('1600 points of the 40 users whose points are known', 40),
  features_adopted: one('Six and two features, four in the mean', 4),
  core_feature_adoption_rate: one('Four of eight core features', 0.5),
  support_tickets_30d: one('Four and six tickets', 10),
  ticket_resolution_rate: one('Eight of ten tickets are resolved', 0.8),
  avg_ticket_resolution_hours: one('72 hours for eight tickets, not the mean of two means', 9),
  csat_score: one('Three of four ratings are good', 0.75),
  nps_score: [
    fixture({
      title: 'Three promoters and one detractor among four, as support counts them',
      asOf,
      given: {
        rows: {
          'support.nps_surveys': [10, 9, 9, 3].map((score, nth) => ({
            survey_id: `${nth}`,
            score,
            created_at: `2026-10-0${nth + 1}T09:00:00Z`,
          })),
        },
      },
      ask: day,
      expect: [{ value: 50 }],
    }),
  ],
  active_device_count: one('Two devices and one', 3),
  avg_device_health_score: one('The mean of two accounts that have devices', 80),
  volume_processed_30d: one('What both accounts processed', 1500),
}
