import { z } from 'zod'
import type { AccountNow } from '../accounts/read-accounts-now.ts'
import { figure } from './procedure.ts'

const metrics = (names: readonly string[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, figure])) as Record<string, typeof figure>)
const group = (names: readonly string[]) => z.object({ weight: figure, score: figure, metrics: metrics(names) })

const healthNames = {
  productUsage: [
    'product_usage',
    {
      loginFrequency: 'login_frequency',
      featureAdoption: 'feature_adoption',
      sessionDuration: 'session_duration',
      userActivity: 'user_activity',
    },
  ],
  supportMetrics: [
    'support',
    {
      ticketVolume: 'ticket_volume',
      ticketSeverity: 'ticket_severity',
      resolutionTime: 'resolution_time',
      satisfaction: 'satisfaction',
    },
  ],
  engagementQuality: [
    'engagement',
    {
      meetingFrequency: 'meeting_frequency',
      responseRates: 'response_rate',
      outcomeQuality: 'outcome_quality',
      stakeholderParticipation: 'stakeholder_participation',
    },
  ],
  businessMetrics: [
    'business',
    {
      contractValue: 'contract_value',
      paymentHistory: 'payment_history',
      expansionOpportunities: 'expansion_opportunities',
      renewalLikelihood: 'renewal_likelihood',
    },
  ],
} as const

/** What a health score is made of: points of each input, and the weight of each group as it counts for the account. */
export const healthFactors = z.object({
  productUsage: group(Object.keys(healthNames.productUsage[1])),
  supportMetrics: group(Object.keys(healthNames.supportMetrics[1])),
  engagementQuality: group(Object.keys(healthNames.engagementQuality[1])),
  businessMetrics: group(Object.keys(healthNames.businessMetrics[1])),
})

/** The factors of an account. */
export function healthFactorsOf({
  groups,
  parts,
}: Pick<AccountNow, 'groups' | 'parts'>): z.infer<typeof healthFactors> {
  const of = (name: keyof typeof healthNames) => {
    const [key, inputs] = healthNames[name]
    const found = Object.entries(inputs).map(
      ([told, input]) => [told, parts.find((part) => part.input === input)] as const,
    )
    return {
      weight: found.reduce((sum, [, part]) => sum + (part?.weight ?? 0), 0),
      score: groups[key],
      metrics: Object.fromEntries(found.map(([told, part]) => [told, part?.points ?? null])),
    }
  }
  return {
    productUsage: of('productUsage'),
    supportMetrics: of('supportMetrics'),
    engagementQuality: of('engagementQuality'),
    businessMetrics: of('businessMetrics'),
  }
}

const indicator = z.object({ indicator: z.string(), value: z.number(), level: z.number().describe('from 0 to 1') })
const riskGroup = z.object({ weight: z.number(), score: figure, indicators: z.array(indicator) })

/** What a churn risk is made of. */
export const riskFactors = z.object({
  healthDecline: riskGroup,
  engagementReduction: riskGroup,
  businessRisk: riskGroup,
  competitiveThreats: riskGroup,
})
