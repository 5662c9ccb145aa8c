import type { riskLevels } from '../choices.ts'

/** From which index on a risk is medium, and high. */
export const riskEdges = { medium: 30, high: 60 } as const

/** How high a churn risk index is. */
export function riskLevelOf(score: number): keyof typeof riskLevels {
  return score >= riskEdges.high ? 'high' : score >= riskEdges.medium ? 'medium' : 'low'
}
