import { accountMetrics } from './metrics/accounts.ts'
import { engagementMetrics } from './metrics/engagement.ts'
import { healthMetrics } from './metrics/health.ts'
import { outcomeMetrics } from './metrics/outcomes.ts'
import { riskMetrics } from './metrics/risk.ts'
import { usageMetrics } from './metrics/usage.ts'

/** Every metric of the plugin. Formulas stand under the same names in the server door. */
export const metrics = {
  ...healthMetrics,
  ...riskMetrics,
  ...accountMetrics,
  ...usageMetrics,
  ...engagementMetrics,
  ...outcomeMetrics,
} as const
