import type { z } from 'zod'
import { riskIndicators, type RiskGroup } from '../../score/risk-indicators.ts'
import type { Rules } from '../../score/rules.ts'
import type { AccountNow } from '../accounts/read-accounts-now.ts'
import type { riskFactors } from './factor-shapes.ts'

/** The risk factors of an account. */
export function riskFactorsOf(
  { riskGroups, indicators }: Pick<AccountNow, 'riskGroups' | 'indicators'>,
  { riskWeights }: Pick<Rules, 'riskWeights'>,
): z.infer<typeof riskFactors> {
  const of = (group: RiskGroup) => ({
    weight: riskWeights[group],
    score: riskGroups[group],
    indicators: indicators.filter(({ indicator }) => riskIndicators[indicator].group === group),
  })
  return {
    healthDecline: of('health_decline'),
    engagementReduction: of('engagement_reduction'),
    businessRisk: of('business_risk'),
    competitiveThreats: of('competitive_threats'),
  }
}
