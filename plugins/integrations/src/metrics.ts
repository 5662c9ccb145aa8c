import { connectionMetrics } from './metrics-connections.ts'
import { funnelMetrics } from './metrics-funnel.ts'
import { oauthMetrics } from './metrics-oauth.ts'
import { usageMetrics } from './metrics-usage.ts'

/** Every metric of the plugin. Formulas stand under the same names in the server door. */
export const metrics = { ...connectionMetrics, ...funnelMetrics, ...oauthMetrics, ...usageMetrics } as const
