import { expect, test } from 'vitest'
import { rulesOf } from '../src/rules-of.ts'
import { healthInputNames, healthInputs } from '../src/score/health-inputs.ts'
import { healthOf } from '../src/score/health-of.ts'
import { pointsOf, rampOf, valueAt } from '../src/score/points-of.ts'
import { riskOf } from '../src/score/risk-of.ts'
import { segmentOf } from '../src/score/segment-of.ts'
import { settings } from '../src/settings.ts'

const rules = rulesOf(settings.parse({}))
const at = (points: number, names: readonly string[] = healthInputNames) =>
  Object.fromEntries(
    healthInputNames
      .filter((name) => names.includes(name))
      .map((name) => [name, valueAt(points, rules.goalposts[name])]),
  )

test.each(healthInputNames)(
  '%s is worth 0, 50 and 100 at its goalposts, never more or less, and ever more in between',
  (name) => {
    const [zero, fifty, hundred] = rules.goalposts[name]
    expect([zero, fifty, hundred].map((value) => pointsOf(value, rules.goalposts[name]))).toEqual([0, 50, 100])
    const steps = Array.from({ length: 41 }, (_, step) => zero + ((hundred - zero) * (step - 10)) / 20)
    const points = steps.map((value) => pointsOf(value, rules.goalposts[name]))
    expect(points).toEqual(points.toSorted((one, other) => one - other))
    expect([points[0], points.at(-1)]).toEqual([0, 100])
  },
)

test('the weights of an account add up to 1, and its parts to the score, whatever is missing', () => {
  for (const left of [0, 3, 5, 9, 14]) {
    const values = at(
      60,
      healthInputNames.filter((_, nth) => nth % 16 >= left),
    )
    const { score, parts } = healthOf({ ...values }, { ...rules, leastCoverage: 0 })
    expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    expect(score).toBeCloseTo(60, 9)
  }
})

test('groups count by their weights, and a missing group is spread over the others', () => {
  const ofGroup = (group: string) => healthInputNames.filter((name) => healthInputs[name].group === group)
  const [usage, support] = [ofGroup('product_usage'), ofGroup('support')]
  const both = healthOf({ ...at(100, usage), ...at(0, support) }, rules)
  expect(both.score).toBeCloseTo((100 * 0.4) / 0.65, 9)
  expect(both.coverage).toBeCloseTo(0.65, 12)
  expect(healthOf(at(100, usage), rules)).toMatchObject({ score: null, groups: { product_usage: 100, support: null } })
})

test('tickets 47, resolution 59 and frequency 21 with weights 20, 15 and 22 give 2287 / 57', () => {
  const weights = { product_usage: 0.2, support: 0.15, engagement: 0.22, business: 0 }
  const values = { ...at(47, ['login_frequency']), ...at(59, ['satisfaction']), ...at(21, ['meeting_frequency']) }
  const { score } = healthOf(values, { ...rules, healthWeights: weights, leastCoverage: 0 })
  expect(score).toBeCloseTo(2287 / 57, 9)
})

test('a group of risk is half its strongest indicator and half their mean', () => {
  expect(riskOf({}, rules).score).toBeNull()
  const one = riskOf({ missed_meetings: 3, delayed_responses: 1, negative_outcomes: 0.25 }, rules)
  expect(one.groups.engagement_reduction).toBeCloseTo(100 * (0.5 * 1 + 0.5 * 0.5), 9)
  expect(one.score).toBeCloseTo(75, 9)
  const two = riskOf({ missed_meetings: 3, budget_constraints: 0, competitor_mentions: 0 }, rules)
  expect(two.score).toBeCloseTo((25 * 100) / 70, 9)
  expect([rampOf(-0.25, [0, -0.5]), rampOf(0.2, [0, -0.5]), rampOf(200, [120, 15])]).toEqual([0.5, 0, 0])
})

test('a segment changes 3 points beyond its edge, or on the second day', () => {
  expect(segmentOf(79, null)).toBe('moderate')
  expect(segmentOf(78, { score: 81, segment: 'healthy' })).toBe('healthy')
  expect(segmentOf(77, { score: 81, segment: 'healthy' })).toBe('moderate')
  expect(segmentOf(78.5, { score: 78, segment: 'healthy' })).toBe('moderate')
  expect(segmentOf(61, { score: 58, segment: 'at_risk' })).toBe('at_risk')
  expect(segmentOf(61, { score: 60, segment: 'at_risk' })).toBe('moderate')
})
