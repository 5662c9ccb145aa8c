import { count, percentile, ratio, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { errors, serviceTimes, usage } from '../facts/service.ts'
import type { ServiceTimeRow, UsageRow } from '../rows.ts'

const calls = sum(usage, 'requests')
const answered = (from: number): { where: On<UsageRow, SqlBool> } => ({
  where: (eb) => eb.and([eb('status_code', '>=', from), eb('status_code', '<', from + 100)]),
})
const found = (...health: ServiceTimeRow['status'][]): { where: On<ServiceTimeRow, SqlBool> } => ({
  where: (eb) => eb('status', 'in', health),
})

/** How the service is used, and how well it does. */
export const serviceFormulas = {
  api_calls: calls,
  avg_response_time: ratio(
    sum(usage, () => sql`response_time_ms * requests`),
    sum(usage, 'requests', { where: (eb) => eb('response_time_ms', 'is not', null) }),
  ),
  median_response_time: percentile(usage, 'response_time_ms', { fraction: 0.5 }),
  p95_response_time: percentile(usage, 'response_time_ms', { fraction: 0.95 }),
  error_rate: ratio(sum(usage, 'requests', answered(500)), calls),
  refused_rate: ratio(sum(usage, 'requests', answered(400)), calls),
  logged_errors: count(errors),
  api_uptime: ratio(sum(serviceTimes, 'seconds', found('healthy', 'degraded')), sum(serviceTimes, 'seconds')),
  degraded_share: ratio(sum(serviceTimes, 'seconds', found('degraded')), sum(serviceTimes, 'seconds')),
  checked_time: sum(serviceTimes, () => sql`seconds / 3600.0`),
} as const
