import { metric } from '@tessera/plugin-api'
import { byPlatform, owner } from '../dimensions.ts'

const shared = { unit: 'ratio', dimensions: byPlatform, owner } as const

/** Metrics of what goes wrong. */
export const qualityMetrics = {
  error_rate_pct: metric({
    ...shared,
    title: 'Sessions with errors',
    rules: ['idleMinutes'],
    description:
      'Of the sessions that began in the period, the part with at least one error that was handled. Crashes count apart.',
    direction: 'down',
    tier: 1,
    target: { lt: 0.02 },
  }),
  crash_free_session_rate: metric({
    ...shared,
    title: 'Crash-free sessions',
    rules: ['idleMinutes'],
    description: 'Of the sessions that began in the period, the part without a crash.',
    direction: 'up',
    tier: 1,
    target: { gte: 0.995 },
  }),
  crash_free_user_rate: metric({
    ...shared,
    title: 'Crash-free users',
    description:
      'Of the users active in the period, the part that had no crash in it. A longer period has fewer of them.',
    direction: 'up',
    tier: 3,
  }),
} as const
