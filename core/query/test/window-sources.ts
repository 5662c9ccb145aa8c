import { avg, count, cumulative, distinct, max, min, percentile, rolling, sum } from '@tessera/plugin-api/server'
import { amount, events, isEvent, spends } from './world-facts.ts'

/** Windows that reach back, of every unit and aggregate. */
export const windowSources = {
  rows_in_a_week: rolling(count(events), { last: 1, unit: 'week' }),
  rows_in_36_hours: rolling(count(events), { last: 36, unit: 'hour' }),
  total_in_a_month: rolling(sum(events, amount), { last: 1, unit: 'month' }),
  mean_in_three_days: rolling(avg(events, amount), { last: 3, unit: 'day' }),
  smallest_in_three_days: rolling(min(events, amount), { last: 3, unit: 'day' }),
  largest_in_three_days: rolling(max(events, amount), { last: 3, unit: 'day' }),
  median_in_three_days: rolling(percentile(events, amount, { fraction: 0.5 }), { last: 3, unit: 'day' }),
  users_ever: cumulative(distinct(events, 'user_id')),
  users_this_week: cumulative(distinct(events, 'user_id'), { startOf: 'week' }),
  users_of_a: rolling(distinct(events, 'user_id', { where: isEvent('a') }), { last: 4, unit: 'day' }),
  total_this_week: cumulative(sum(events, amount), { startOf: 'week' }),
  largest_this_year: cumulative(max(events, amount), { startOf: 'year' }),
  spend_in_three_days: rolling(sum(spends, 'amount'), { last: 3, unit: 'day' }),
  spend_this_week: cumulative(sum(spends, 'amount'), { startOf: 'week' }),
}
