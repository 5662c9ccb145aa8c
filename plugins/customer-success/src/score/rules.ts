import type { Goalposts, HealthGroup, HealthInputName } from './health-inputs.ts'
import type { Ramp, RiskGroup, RiskIndicatorName } from './risk-indicators.ts'

/** What a tenant decides about scores: weights, goalposts and ramps. */
export interface Rules {
  readonly version: string
  readonly healthWeights: Readonly<Record<HealthGroup, number>>
  readonly goalposts: Readonly<Record<HealthInputName, Goalposts>>
  readonly leastCoverage: number
  readonly riskWeights: Readonly<Record<RiskGroup, number>>
  readonly ramps: Readonly<Record<RiskIndicatorName, Ramp>>
}
