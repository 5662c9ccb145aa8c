import { metric } from '@tessera/plugin-api'
import { byAccount, owner } from '../dimensions.ts'
import { tickets, use } from '../sources.ts'

const up = { unit: 'count', direction: 'up', tier: 2, dimensions: byAccount, owner } as const
const down = { ...up, direction: 'down' } as const

/** How accounts use the product, what support they need, and how their devices do. */
export const usageMetrics = {
  monthly_active_users: metric({
    ...up,
    derivedFrom: use,
    title: 'Active users of accounts',
    description: 'Users of live accounts who used the product in the 30 days up to the last day of the period.',
  }),
  user_activation_rate: metric({
    ...up,
    derivedFrom: use,
    title: 'Activated seats',
    description: 'Of the seats of the accounts, the part whose users used the product within 120 days.',
    unit: 'ratio',
  }),
  avg_engagement_score: metric({
    ...up,
    derivedFrom: use,
    title: 'Engagement of users',
    description:
      'Mean points of the active users, 0 to 100, in 30 days: half for 20 active days, 0.3 for 600 minutes, 0.2 for 8 features.',
    unit: 'points',
  }),
  features_adopted: metric({
    ...up,
    derivedFrom: use,
    title: 'Features adopted',
    description: 'Mean number of features that two users of an account, or a tenth of its seats, used in 30 days.',
  }),
  core_feature_adoption_rate: metric({
    ...up,
    derivedFrom: use,
    title: 'Core features adopted',
    description: 'Of the core features that the plans of the accounts have, the part they have adopted.',
    unit: 'ratio',
    tier: 1,
    target: { gte: 0.6 },
  }),
  support_tickets_30d: metric({
    ...down,
    derivedFrom: tickets,
    title: 'Tickets of accounts',
    description: 'Tickets that live accounts created in the 30 days up to the last day of the period.',
  }),
  ticket_resolution_rate: metric({
    ...up,
    derivedFrom: tickets,
    title: 'Resolution rate of accounts',
    description: 'Of the tickets of live accounts created in 30 days, the part that is resolved.',
    unit: 'ratio',
    target: { gte: 0.9 },
  }),
  avg_ticket_resolution_hours: metric({
    ...down,
    derivedFrom: tickets,
    title: 'Resolution time of accounts',
    description: 'Mean hours from creation to resolution, of tickets of live accounts resolved in 30 days.',
    unit: 'hours',
  }),
  csat_score: metric({
    ...up,
    derivedFrom: tickets,
    title: 'CSAT of accounts',
    description: 'Of the ratings that live accounts gave in 30 days, the part that is 4 or 5 of 5.',
    unit: 'ratio',
    tier: 1,
    target: { gte: 0.8 },
  }),
  nps_score: metric({
    title: 'NPS of customers',
    description: 'The net promoter score of the plugin for support, which says what counts.',
    unit: 'points',
    direction: 'up',
    tier: 1,
    dimensions: ['core.account', 'core.segment', 'core.plan_tier', 'core.region', 'core.subscription_tier'],
    owner,
    target: { gte: 30 },
  }),
  active_device_count: metric({
    ...up,
    title: 'Active devices',
    description: 'Devices of live accounts that are active.',
    tier: 3,
  }),
  avg_device_health_score: metric({
    ...up,
    title: 'Health of devices',
    description: 'Mean health of the devices of an account in 30 days, over the live accounts that have some.',
    unit: 'points',
    tier: 3,
  }),
  volume_processed_30d: metric({
    ...up,
    title: 'Volume of devices',
    description: 'What the devices of live accounts processed in 30 days.',
    tier: 3,
  }),
} as const
