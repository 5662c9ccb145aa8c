import { activityMetrics } from './metrics/activity.ts'
import { otherMetrics } from './metrics/others.ts'
import { pipelineMetrics } from './metrics/pipeline.ts'
import { quotaMetrics } from './metrics/quota.ts'
import { wonMetrics } from './metrics/won.ts'

/** Every metric of the plugin. Formulas stand under the same names in the server door. */
export const metrics = {
  ...pipelineMetrics,
  ...wonMetrics,
  ...quotaMetrics,
  ...activityMetrics,
  ...otherMetrics,
} as const
