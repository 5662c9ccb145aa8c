import { npsMetrics } from './metrics/nps.ts'
import { surveyMetrics } from './metrics/surveys.ts'
import { ticketMetrics } from './metrics/tickets.ts'
import { timeMetrics } from './metrics/times.ts'

/** Every metric of the plugin. Formulas stand under the same names in the server door. */
export const metrics = { ...ticketMetrics, ...timeMetrics, ...npsMetrics, ...surveyMetrics } as const
