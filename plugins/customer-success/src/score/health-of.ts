import {
  healthGroups,
  healthInputNames,
  healthInputs,
  type HealthGroup,
  type HealthInputName,
} from './health-inputs.ts'
import { pointsOf } from './points-of.ts'
import type { Rules } from './rules.ts'

/** Values of the inputs an account has; what is missing or null is not known. */
export type HealthValues = Readonly<Partial<Record<HealthInputName, number | null>>>

/** What one input adds to the score. */
export interface HealthPart {
  readonly input: HealthInputName
  readonly value: number
  /** 0 to 100. */
  readonly points: number
  /** Its part of the whole score, what is missing spread over the rest: all of an account add up to 1. */
  readonly weight: number
}

/** The health of an account on a day. */
export interface Health {
  /** 0 to 100; null where too little is known. */
  readonly score: number | null
  readonly groups: Readonly<Record<HealthGroup, number | null>>
  /** How much of all weight is known, 0 to 1. */
  readonly coverage: number
  readonly parts: readonly HealthPart[]
}

/**
 * Weighted mean of the groups, each the mean of its inputs. The weight of a missing input goes to the rest of its group, that of a
 * missing group to the others.
 */
export function healthOf(values: HealthValues, rules: Rules): Health {
  const known = healthInputNames.flatMap((input) => {
    const value = values[input]
    if (value === null || value === undefined || !Number.isFinite(value)) return []
    return [{ input, value, points: pointsOf(value, rules.goalposts[input]), group: healthInputs[input].group }]
  })
  const names = Object.keys(healthGroups) as HealthGroup[]
  const of = (group: HealthGroup) => known.filter((one) => one.group === group)
  const total = names.reduce((sum, group) => sum + rules.healthWeights[group], 0)
  const present = names.filter((group) => of(group).length > 0)
  const all = present.reduce((sum, group) => sum + rules.healthWeights[group], 0)
  const parts = known.map(({ group, ...part }) => ({
    ...part,
    weight: all === 0 ? 0 : rules.healthWeights[group] / all / of(group).length,
  }))
  const inputsOf = (group: HealthGroup) => healthInputNames.filter((name) => healthInputs[name].group === group).length
  const coverage =
    total === 0
      ? 0
      : names.reduce((sum, group) => sum + (rules.healthWeights[group] * of(group).length) / inputsOf(group), 0) / total
  const mean = (list: readonly { readonly points: number }[]) =>
    list.length === 0 ? null : list.reduce((sum, { points }) => sum + points, 0) / list.length
  const groups = Object.fromEntries(names.map((group) => [group, mean(of(group))])) as Health['groups']
  const isKnown = all > 0 && coverage >= rules.leastCoverage
  const score = isKnown ? parts.reduce((sum, { points, weight }) => sum + points * weight, 0) : null
  return { score, groups, coverage, parts }
}
