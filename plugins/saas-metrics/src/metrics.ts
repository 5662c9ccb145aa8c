import { movementMetrics } from './metrics/movements.ts'
import { retentionMetrics } from './metrics/retention.ts'
import { revenueMetrics } from './metrics/revenue.ts'
import { serviceMetrics } from './metrics/service.ts'
import { userMetrics } from './metrics/users.ts'

/** Every metric of the plugin. Formulas stand under the same names in the server door. */
export const metrics = {
  ...revenueMetrics,
  ...movementMetrics,
  ...retentionMetrics,
  ...userMetrics,
  ...serviceMetrics,
} as const
