import { fact } from '@tessera/plugin-api/server'
import type { PeriodDealRow, QuotaRow } from '../rows.ts'
import { reps, value } from './shared.ts'

const inPeriod = {
  time: { column: 'starts_at', type: 'instant' },
  interval: { start: 'starts_at', end: 'ends_at' },
  dimensions: reps,
} as const

/** Won deals as long as their quota period runs. */
export const bookings = fact<PeriodDealRow>({
  ...inPeriod,
  name: 'booking',
  table: 'sales.bookings',
  key: ['opportunity_id'],
  drill: [value],
})

/** Open deals as long as the quota period runs in which they are to close. */
export const closingPipeline = fact<PeriodDealRow>({
  ...inPeriod,
  name: 'closing_spell',
  table: 'sales.closing_pipeline',
  key: ['opportunity_id', 'starts_at'],
  drill: [value],
})

/** Quotas by day. */
export const quotaDays = fact<QuotaRow>({
  name: 'quota_day',
  table: 'sales.quota_days',
  key: ['rep_id', 'period_start', 'day'],
  time: { column: 'day', type: 'local_date' },
  dimensions: reps,
})

/** Days of quotas as long as their quota period runs. */
export const quotaSteps = fact<QuotaRow>({
  ...inPeriod,
  name: 'quota_step',
  table: 'sales.quota_steps',
  key: ['rep_id', 'period_start', 'day'],
})

/** Whole quotas as long as their quota period runs. */
export const quotaPeriods = fact<QuotaRow>({
  ...inPeriod,
  name: 'quota_period',
  table: 'sales.quota_periods',
  key: ['rep_id', 'starts_at'],
})
