import type { z } from 'zod'
import { healthInputs } from './score/health-inputs.ts'
import { riskIndicators } from './score/risk-indicators.ts'
import type { Rules } from './score/rules.ts'
import type { settings } from './settings.ts'

const changed = <Name extends string, Value>(usual: Readonly<Record<Name, Value>>, own: object) =>
  ({ ...usual, ...own }) as Readonly<Record<Name, Value>>
const parts = <Part, Value>(all: Readonly<Record<string, Part>>, of: (part: Part) => Value) =>
  Object.fromEntries(Object.entries(all).map(([name, part]) => [name, of(part)]))

/** The rules of a tenant, from its settings. */
export function rulesOf(given: z.output<typeof settings>): Rules {
  const { usageWeight, supportWeight, engagementWeight, businessWeight, goalposts, ramps } = given
  const { declineWeight, reductionWeight, businessRiskWeight, threatsWeight, leastCoverage } = given
  const rules = {
    healthWeights: {
      product_usage: usageWeight,
      support: supportWeight,
      engagement: engagementWeight,
      business: businessWeight,
    },
    goalposts: changed(parts(healthInputs, (part) => part.goalposts) as Rules['goalposts'], goalposts),
    leastCoverage,
    riskWeights: {
      health_decline: declineWeight,
      engagement_reduction: reductionWeight,
      business_risk: businessRiskWeight,
      competitive_threats: threatsWeight,
    },
    ramps: changed(parts(riskIndicators, (part) => part.ramp) as Rules['ramps'], ramps),
  }
  return { version: `1-${digest(JSON.stringify(rules))}`, ...rules }
}

/** A short text that is another one for other rules. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
