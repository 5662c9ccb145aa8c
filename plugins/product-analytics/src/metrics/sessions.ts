import { metric } from '@tessera/plugin-api'
import { byPlatform, owner, people } from '../dimensions.ts'

const shared = { tier: 2, dimensions: byPlatform, owner, direction: 'up', rules: ['idleMinutes'] } as const

/** Metrics of sessions, and of where they happen. */
export const sessionMetrics = {
  sessions: metric({
    ...shared,
    title: 'Sessions',
    description: 'Sessions that began in the period. One ends when nothing happens for longer than the idle time.',
    unit: 'count',
  }),
  active_time: metric({
    ...shared,
    title: 'Active time',
    description: 'Time spent in sessions that began in the period, as events state it.',
    unit: 'hours',
    tier: 3,
  }),
  avg_session_duration: metric({
    ...shared,
    title: 'Session duration',
    description:
      'Active time over sessions that began in the period. A few long sessions raise it; the median does not follow them.',
    unit: 'minutes',
  }),
  median_session_duration: metric({
    ...shared,
    title: 'Session duration, median',
    description:
      'Half of the sessions that began in the period were active for less. Of sessions counted from events, not of imported days.',
    unit: 'minutes',
    tier: 3,
  }),
  sessions_per_user: metric({
    ...shared,
    title: 'Sessions per user',
    description:
      'Sessions that began in the period over the users active in it. It grows with the length of the period.',
    unit: 'count',
  }),
  platform_share: metric({
    title: 'Share of active time',
    description: 'Part of all active time in the answer that falls on each group.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 3,
    dimensions: byPlatform,
    owner,
  }),
  desktop_usage_pct: metric({
    title: 'Use on desktop',
    description:
      'Part of the active time of the period that was spent on desktops. Tablets and the API are neither desktop nor mobile.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 3,
    dimensions: people,
    owner,
  }),
  mobile_usage_pct: metric({
    title: 'Use on mobile',
    description:
      'Part of the active time of the period that was spent on phones. Tablets and the API are neither desktop nor mobile.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 3,
    dimensions: people,
    owner,
  }),
} as const
