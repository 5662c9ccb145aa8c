import { alert } from '@tessera/plugin-api'

/** What somebody should hear of. */
export const alerts = {
  thin_pipeline: alert({
    title: 'The pipeline covers less than twice what is left of the quota',
    metric: 'pipeline_coverage_ratio',
    when: { lt: 2 },
    for: '2d',
    severity: 'warning',
  }),
  behind_quota: alert({
    title: 'Bookings are a quarter behind the quota',
    metric: 'quota_pacing',
    when: { lt: 0.75 },
    for: '2d',
    severity: 'warning',
  }),
  low_win_rate: alert({
    title: 'Fewer than one in six deals is won',
    metric: 'win_rate',
    when: { lt: 0.16 },
    severity: 'warning',
  }),
} as const
