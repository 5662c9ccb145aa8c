import { alert } from '@tessera/plugin-api'

/** What somebody should hear of. */
export const alerts = {
  slow: alert({
    title: 'Tickets take more than a day',
    metric: 'avg_resolution_time',
    when: { gte: 24 },
    for: '2d',
    severity: 'warning',
  }),
  unhappy: alert({
    title: 'Fewer than four of five ratings are good',
    metric: 'csat_score',
    when: { lt: 0.8 },
    for: '2d',
    severity: 'warning',
  }),
  low_nps: alert({ title: 'The NPS is below 30', metric: 'nps_score', when: { lt: 30 }, severity: 'warning' }),
} as const
