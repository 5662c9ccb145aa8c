import type { HealthSegment } from '../../score/segment-of.ts'

/** How the customers of a demo tenant are. */
export interface Picture {
  /** Accounts of each segment; all others but the churned ones are healthy. */
  readonly segments: Readonly<Record<HealthSegment, number>>
  readonly churned: number
  readonly meanHealth: number
  readonly meanRisk: number
}

/** As published: 150 accounts, of which 120 are active, 25 at risk and 5 churned; mean health 75.5, mean churn risk 18.2. */
const acme: Picture = {
  segments: { healthy: 72, moderate: 48, at_risk: 18, critical: 7 },
  churned: 5,
  meanHealth: 75.5,
  meanRisk: 18.2,
}

/** Fewer accounts, and less healthy ones. */
const globex: Picture = {
  segments: { healthy: 14, moderate: 19, at_risk: 9, critical: 4 },
  churned: 2,
  meanHealth: 66.4,
  meanRisk: 27.5,
}

/** What is laid in each demo tenant, by its slug. */
export const pictures: Readonly<Record<string, Picture>> = { acme, globex }
