import { acquisitionMetrics } from './metrics/acquisition.ts'
import { attributionMetrics } from './metrics/attribution.ts'
import { leadMetrics } from './metrics/leads.ts'
import { outreachMetrics } from './metrics/outreach.ts'
import { spendMetrics } from './metrics/spend.ts'
import { websiteMetrics } from './metrics/website.ts'

/** Every metric of the plugin. Formulas stand under the same names in the server door. */
export const metrics = {
  ...spendMetrics,
  ...leadMetrics,
  ...websiteMetrics,
  ...outreachMetrics,
  ...attributionMetrics,
  ...acquisitionMetrics,
} as const
