import { healthSegments } from '../../choices.ts'
import { riskIndicators } from '../../score/risk-indicators.ts'
import type { RiskPart } from '../../score/risk-of.ts'
import type { HealthSegment } from '../../score/segment-of.ts'

/** What is looked at for warnings. */
export interface Watched {
  readonly status: string
  readonly segment: HealthSegment | null
  readonly score: number | null
  readonly trend: number | null
  readonly risk: number | null
  readonly daysSinceEngagement: number | null
  readonly indicators: readonly RiskPart[]
}

/** When a tenant wants to be warned. */
export interface Limits {
  readonly warnFromRisk: number
  readonly gapDays: number
}

/** A fall of the health score that is told. */
const fall = 5
/** How much an indicator says that is told. */
const loud = 0.5

/** What to do about the strongest indicator. */
const advice: Readonly<Record<keyof typeof riskIndicators, string>> = {
  declining_login_frequency: 'Adoption workshop',
  reduced_feature_usage: 'Adoption workshop',
  support_escalations: 'Support review',
  missed_meetings: 'Executive call',
  delayed_responses: 'Executive call',
  negative_outcomes: 'Executive call',
  contract_approaching_renewal: 'Renewal offer',
  payment_delays: 'Talk to the accounts department',
  budget_constraints: 'Renewal offer',
  competitor_mentions: 'Executive call',
  feature_requests: 'Roadmap review',
  pricing_discussions: 'Renewal offer',
}

const strongest = (indicators: readonly RiskPart[]) =>
  indicators.filter(({ level }) => level >= loud).toSorted((one, other) => other.level - one.level)

/** Why somebody should look at an account, the strongest reason first; none where all is well. */
export function warningsOf(watched: Watched, { warnFromRisk, gapDays }: Limits): string[] {
  const { status, segment, score, trend, risk, daysSinceEngagement, indicators } = watched
  if (status === 'churned') return []
  const isWarned = segment === 'at_risk' || segment === 'critical'
  const isRisky = risk !== null && risk >= warnFromRisk
  return [
    ...(isWarned && score !== null ? [`${healthSegments[segment]}: health ${Math.round(score)}`] : []),
    ...(isRisky ? [`Churn risk ${Math.round(risk)}`] : []),
    ...(trend !== null && trend <= -fall ? [`Health fell by ${Math.round(-trend)} points in 30 days`] : []),
    ...(daysSinceEngagement === null
      ? ['No contact in 90 days']
      : daysSinceEngagement > gapDays
        ? [`No contact for ${daysSinceEngagement} days`]
        : []),
    ...(isWarned || isRisky
      ? strongest(indicators)
          .slice(0, 2)
          .map(({ indicator }) => riskIndicators[indicator].title)
      : []),
  ]
}

/** What to do about an account first; null where nothing is loud. */
export function adviceOf(indicators: readonly RiskPart[]): string | null {
  const [first] = strongest(indicators)
  return first ? advice[first.indicator] : null
}
