import { healthInputNames, healthInputs, type HealthInputName } from '../../score/health-inputs.ts'
import { healthOf, type HealthValues } from '../../score/health-of.ts'
import { valueAt } from '../../score/points-of.ts'
import { riskOf, type RiskValues } from '../../score/risk-of.ts'
import type { Rules } from '../../score/rules.ts'
import type { Plan } from './plan.ts'

type Values = Readonly<Record<string, number>>

/** What is known of an account without measurements. */
export interface Told {
  readonly health: HealthValues
  readonly risk: RiskValues
  /** Whether revenue is known, so that nothing of it is measured. */
  readonly hasRevenue: boolean
}

interface Goal {
  readonly rules: Rules
  readonly goal: number
}

/** The place between two ends at which a rising function has a value; the nearer end where it has it nowhere. */
function placeOf(value: number, [from, to]: readonly [number, number], of: (place: number) => number | null): number {
  let [low, high] = [from, to]
  for (let turn = 0; turn < 26; turn += 1) {
    const middle = (low + high) / 2
    if ((of(middle) ?? 0) < value) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4

function isMeasured(name: HealthInputName, hasRevenue: boolean): boolean {
  const { group } = healthInputs[name]
  if (group === 'business') return !hasRevenue || name === 'expansion_opportunities'
  return group !== 'engagement'
}

/** Inputs that make the health score what it shall be, some better and some worse than the mean. */
export function measuredHealth(plan: Plan, { health, hasRevenue }: Told, { rules, goal }: Goal): Values {
  const measured = healthInputNames.filter((name) => isMeasured(name, hasRevenue))
  const offset = (at: number) => 9 * Math.sin(plan.nth * 2.4 + at * 1.9)
  const valuesAt = (level: number): Values =>
    Object.fromEntries(measured.map((name, at) => [name, rounded(valueAt(level + offset(at), rules.goalposts[name]))]))
  return valuesAt(placeOf(goal, [-20, 120], (level) => healthOf({ ...health, ...valuesAt(level) }, rules).score))
}

/** Indicators that make the churn risk what it shall be. */
export function measuredRisk(plan: Plan, { risk, hasRevenue }: Told, { rules, goal }: Goal): Values {
  const base = Math.min(1, plan.risk / 75)
  const contract = {
    contract_approaching_renewal: Math.round(20 + 200 * (1 - base) * (0.7 + 0.3 * Math.sin(plan.nth))),
    payment_delays: base > 0.4 ? Math.round(20 * base) : 0,
  }
  const fixed = { support_escalations: Math.round(2.4 * base ** 2), ...(hasRevenue ? {} : contract) }
  const valuesAt = (level: number): Values => ({
    ...fixed,
    declining_login_frequency: rounded(-0.5 * level),
    reduced_feature_usage: rounded(-0.45 * level),
  })
  return valuesAt(placeOf(goal, [-0.1, 1.1], (level) => riskOf({ ...risk, ...valuesAt(level) }, rules).score))
}
