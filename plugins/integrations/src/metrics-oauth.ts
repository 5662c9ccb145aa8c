import { metric } from '@tessera/plugin-api'
import { byProvider, owner } from './breakdowns.ts'

/** Metrics of OAuth attempts: how many come back, with what, how fast. */
export const oauthMetrics = {
  oauth_attempt_success_rate: metric({
    title: 'OAuth success per attempt',
    description:
      'Completed OAuth attempts over all attempts that came back, completed or failed. Counts attempts, not users; attempts that never came back are left out.',
    unit: 'ratio',
    direction: 'up',
    tier: 2,
    target: { gt: 0.75 },
    dimensions: byProvider,
    owner,
  }),
  oauth_abandon_rate: metric({
    title: 'OAuth abandon rate',
    description:
      'Of users who clicked connect in the period, the part whose attempt neither completed nor failed within a day of the click.',
    unit: 'ratio',
    direction: 'down',
    tier: 3,
    dimensions: byProvider,
    owner,
  }),
  oauth_failures: metric({
    title: 'OAuth failures',
    description:
      'OAuth attempts that came back with an error in the period. Each attempt counts, also of the same user.',
    unit: 'count',
    direction: 'down',
    tier: 2,
    dimensions: [...byProvider, 'error_type'],
    owner,
  }),
  failure_share: metric({
    title: 'Share of failures',
    description: 'Part of all OAuth failures in the answer that falls on each group, over every breakdown at once.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 2,
    dimensions: [...byProvider, 'error_type'],
    owner,
  }),
  failure_share_by_reason: metric({
    title: 'Share of reasons',
    description:
      'Part of the OAuth failures of each group that has the given reason: broken down by provider and reason, the reasons of each provider add up to 100 %.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 3,
    dimensions: [...byProvider, 'error_type'],
    owner,
  }),
  oauth_duration: metric({
    title: 'Time to complete OAuth',
    description: 'Mean time a completed OAuth attempt took, over completions that state their duration.',
    unit: 'milliseconds',
    direction: 'down',
    tier: 3,
    version: 2,
    dimensions: byProvider,
    owner,
  }),
} as const
