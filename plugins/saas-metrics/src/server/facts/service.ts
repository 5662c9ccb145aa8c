import { accounts, fact, users } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { ErrorRow, ServiceTimeRow, UsageRow } from '../rows.ts'

const joins = [
  { entity: users, on: 'user_id' },
  { entity: accounts, on: 'account_id' },
] as const

/** Requests to the API. */
export const usage = fact<UsageRow>({
  name: 'usage',
  table: 'saas_metrics.usage_logs',
  key: ['log_id'],
  time: { column: 'occurred_at', type: 'instant' },
  dimensions: { endpoint: 'endpoint', status_class: () => sql`(status_code / 100)::text || 'xx'` },
  joins,
  drill: [
    { column: 'method', title: 'Method' },
    { column: 'status_code', title: 'Status', type: 'number' },
    { column: 'response_time_ms', title: 'Milliseconds', type: 'number' },
    { column: 'requests', title: 'Requests', type: 'number' },
  ],
})

/** Errors that the service logged. */
export const errors = fact<ErrorRow>({
  name: 'logged_error',
  table: 'saas_metrics.error_logs',
  key: ['error_id'],
  time: { column: 'occurred_at', type: 'instant' },
  dimensions: { error_type: 'error_type', severity: 'severity', endpoint: 'endpoint' },
  joins,
  drill: [{ column: 'error_message', title: 'Message' }],
})

/** Time for which the health of a service is known. */
export const serviceTimes = fact<ServiceTimeRow>({
  name: 'service_time',
  table: 'saas_metrics.service_times',
  key: ['service_name', 'starts_at'],
  time: { column: 'starts_at', type: 'instant' },
  dimensions: { service: 'service_name', health: 'status' },
  drill: [{ column: 'seconds', title: 'Seconds', type: 'number' }],
})
