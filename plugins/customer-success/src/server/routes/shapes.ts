import { z } from 'zod'
import { figure } from './procedure.ts'

/** Figures of the stats cards, and the metrics they are. */
export const statsMetrics = {
  totalAccounts: 'customer-success.total_accounts',
  activeAccounts: 'customer-success.active_accounts',
  atRiskAccounts: 'customer-success.at_risk_accounts',
  churnedAccounts: 'customer-success.churned_accounts',
  averageHealthScore: 'customer-success.customer_health_score',
  averageChurnRisk: 'customer-success.churn_risk_score',
  totalARR: 'customer-success.total_arr',
  npsScore: 'customer-success.nps_score',
} as const

/** What a customer success team looks at each week. */
export const kpiMetrics = {
  customerHealthScore: 'customer-success.customer_health_score',
  npsScore: 'customer-success.nps_score',
  churnRate: 'saas-metrics.customer_churn_rate',
  timeToValue: 'customer-success.time_to_value_days',
  adoptionRate: 'customer-success.core_feature_adoption_rate',
  engagementScore: 'customer-success.avg_engagement_score',
  goalCompletionRate: 'customer-success.goal_completion_rate',
  renewalRate: 'saas-metrics.renewal_rate',
} as const

/** Revenue, as far as a plugin knows it. */
export const revenueMetrics = {
  totalARR: 'customer-success.total_arr',
  arrGrowth: 'customer-success.arr_growth',
  expansionRevenue: 'saas-metrics.expansion_mrr',
  contractionRevenue: 'saas-metrics.contraction_mrr',
  churnedRevenue: 'saas-metrics.churned_mrr',
  netRevenueRetention: 'saas-metrics.net_revenue_retention',
  grossRevenueRetention: 'saas-metrics.gross_revenue_retention',
  averageContractValue: 'saas-metrics.average_contract_value',
  revenuePerCustomer: 'customer-success.revenue_per_customer',
} as const

type Shape<Names> = Record<keyof Names, typeof figure>

/** An object with a figure for each name. */
export const figures = <const Names extends Readonly<Record<string, string>>>(names: Names) =>
  z.object(Object.fromEntries(Object.keys(names).map((name) => [name, figure])) as Shape<Names>)

const band = z.object({ range: z.tuple([z.int(), z.int()]), count: z.int(), percentage: figure })

/** Accounts by segment. */
export const segmentsShape = z.object({ healthy: band, moderate: band, atRisk: band, critical: band })

/** Accounts by segment, from counts. */
export function segmentsOf(counts: ReadonlyMap<string, number>): z.infer<typeof segmentsShape> {
  const all = [...counts.values()].reduce((sum, each) => sum + each, 0)
  const of = (name: string, range: [number, number]) => {
    const count = counts.get(name) ?? 0
    return { range, count, percentage: all === 0 ? null : Math.round((1000 * count) / all) / 10 }
  }
  return {
    healthy: of('healthy', [80, 100]),
    moderate: of('moderate', [60, 79]),
    atRisk: of('at_risk', [40, 59]),
    critical: of('critical', [0, 39]),
  }
}

/** What is done with customers. */
export const engagementShape = z.object({
  totalEngagements: z.int(),
  engagementsByType: z.object({ meeting: z.int(), call: z.int(), email: z.int(), demo: z.int(), training: z.int() }),
  outcomeDistribution: z.object({ positive: z.int(), neutral: z.int(), negative: z.int(), actionRequired: z.int() }),
  averageResponseTime: figure.describe('median hours'),
  engagementFrequency: figure.describe('engagements of a live account in 30 days'),
  stakeholderParticipation: figure.describe('from 0 to 1'),
})
