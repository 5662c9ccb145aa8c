import { customerSuccess } from './customer-success.ts'
import { metricsLayer } from './metrics-layer.ts'
import type { RequirementDocument } from './requirement.ts'
import { saasMetrics } from './saas-metrics.ts'

/** The documents whose requirements are told. */
export const documents: readonly RequirementDocument[] = [saasMetrics, metricsLayer, customerSuccess]
