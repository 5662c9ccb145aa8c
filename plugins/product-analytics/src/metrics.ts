import { activityMetrics } from './metrics/activity.ts'
import { featureMetrics } from './metrics/features.ts'
import { peopleMetrics } from './metrics/people.ts'
import { qualityMetrics } from './metrics/quality.ts'
import { retentionMetrics } from './metrics/retention.ts'
import { sessionMetrics } from './metrics/sessions.ts'

/** Metrics of the plugin. */
export const metrics = {
  ...activityMetrics,
  ...sessionMetrics,
  ...featureMetrics,
  ...peopleMetrics,
  ...retentionMetrics,
  ...qualityMetrics,
} as const
