import { rampOf } from './points-of.ts'
import {
  riskGroups,
  riskIndicatorNames,
  riskIndicators,
  type RiskGroup,
  type RiskIndicatorName,
} from './risk-indicators.ts'
import type { Rules } from './rules.ts'

/** Values of the indicators an account has; what is missing or null is not known. */
export type RiskValues = Readonly<Partial<Record<RiskIndicatorName, number | null>>>

/** How much one indicator says. */
export interface RiskPart {
  readonly indicator: RiskIndicatorName
  readonly value: number
  /** 0 to 1. */
  readonly level: number
}

/** The churn risk of an account on a day. */
export interface Risk {
  /** 0 to 100; null where nothing is known. */
  readonly score: number | null
  /** 0 to 100 each. */
  readonly groups: Readonly<Record<RiskGroup, number | null>>
  readonly parts: readonly RiskPart[]
}

/**
 * A group is half its strongest indicator and half their mean, so that one loud sign is heard. The index is the weighted mean of the
 * groups that are known. The health score is no part of it.
 */
export function riskOf(values: RiskValues, rules: Rules): Risk {
  const parts = riskIndicatorNames.flatMap((indicator): RiskPart[] => {
    const value = values[indicator]
    if (value === null || value === undefined || !Number.isFinite(value)) return []
    return [{ indicator, value, level: rampOf(value, rules.ramps[indicator]) }]
  })
  const names = Object.keys(riskGroups) as RiskGroup[]
  const groups = Object.fromEntries(
    names.map((group) => [group, groupOf(parts.filter(({ indicator }) => riskIndicators[indicator].group === group))]),
  ) as Record<RiskGroup, number | null>
  const present = names.filter((group) => groups[group] !== null)
  const all = present.reduce((sum, group) => sum + rules.riskWeights[group], 0)
  const score =
    all === 0 ? null : present.reduce((sum, group) => sum + (rules.riskWeights[group] / all) * (groups[group] ?? 0), 0)
  return { score, groups, parts }
}

function groupOf(parts: readonly RiskPart[]): number | null {
  if (parts.length === 0) return null
  const levels = parts.map(({ level }) => level)
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length
  return 100 * (0.5 * Math.max(...levels) + 0.5 * mean)
}
