import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { chiSquareTail, twoSided } from './distributions.ts'
import { holm, judge, splitProbability, type VariantCount } from './judge.ts'
import { differenceOf, liftOf, sameShare, shareOf } from './proportions.ts'

const part = (converted: number, users: number) => ({ users, converted })
const variant = (name: string, users: number, converted: number): VariantCount => ({
  variant: name,
  isControl: name === 'control',
  weight: 1,
  users,
  converted,
})

describe('distributions', () => {
  // Critical values of the tables in NIST/SEMATECH, Handbook of Statistical Methods, 1.3.6.7
  test.each([
    [3.841, 1, 0.05],
    [5.991, 2, 0.05],
    [7.815, 3, 0.05],
    [9.488, 4, 0.05],
    [18.307, 10, 0.05],
    [10.828, 1, 0.001],
    [13.816, 2, 0.001],
    [16.266, 3, 0.001],
  ])('chi-square %d of %d degrees of freedom has a tail of %d', (x, freedom, tail) => {
    expect(chiSquareTail(x, freedom)).toBeCloseTo(tail, 4)
  })
  test('both tails of the normal distribution', () => {
    expect([1.645, 1.96, 2.576].map((z) => Number(twoSided(z).toFixed(3)))).toEqual([0.1, 0.05, 0.01])
    expect(twoSided(0)).toBeCloseTo(1, 6)
  })
})

describe('proportions', () => {
  // Newcombe (1998), Interval estimation for the difference between independent proportions, table II, method 10
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('Newcombe: %d/%d less %d/%d lies between %d and %d', (a, m, b, n, low, high) => {
    const found = differenceOf(part(a, m), part(b, n))
    expect(found?.low).toBeCloseTo(low, 4)
    expect(found?.high).toBeCloseTo(high, 4)
  })
  test('nobody, none and all have no rate, no lift and no p', () => {
    expect(shareOf(part(0, 0))).toBeNull()
    expect(liftOf(part(0, 10), part(3, 10))).toBeNull()
    expect([sameShare(part(0, 10), part(0, 10)), sameShare(part(9, 9), part(9, 9))]).toEqual([null, null])
  })
})

describe('the verdict', () => {
  const control = variant('control', 1000, 100)
  test.each([
    ['winner', [control, variant('b', 1000, 150)], 1000],
    ['loser', [control, variant('b', 1000, 60)], 1000],
    ['no_difference', [control, variant('b', 1000, 108)], 1000],
    ['collecting', [control, variant('b', 999, 150)], 1000],
    ['no_plan', [control, variant('b', 1000, 150)], null],
    ['mismatch', [control, variant('b', 850, 150)], 800],
    ['no_control', [variant('a', 1000, 100), variant('b', 1000, 150)], 1000],
    ['no_control', [control], 1000],
  ] as const)('%s', (verdict, variants, planned) => {
    expect(judge(variants, planned).verdict).toBe(verdict)
  })
  test('a split as planned is none that is broken, whatever the weights', () => {
    expect(splitProbability([{ ...control, weight: 9, users: 900 }, variant('b', 100, 1)])).toBeCloseTo(1, 6)
    expect(splitProbability([variant('a', 0, 0), variant('b', 0, 0)])).toBeNull()
  })
  test('Holm: the smallest counts for all, and no p overtakes a smaller one', () => {
    // Worked example: 0.01, 0.02, 0.03, 0.04 become 0.04, 0.06, 0.06, 0.06
    expect(holm([0.04, 0.01, null, 0.03, 0.02]).map((p) => p && Number(p.toFixed(6)))).toEqual([
      0.06,
      0.04,
      null,
      0.06,
      0.06,
    ])
  })
})

test('of 10,000 experiments without any difference 5 % find one, within a point', () => {
  const source = xoroshiro128plus(20_261_130)
  const users = 1000
  const chance = 0.2
  const below = [(1 - chance) ** users]
  for (let k = 1, one = below[0] ?? 0; k <= users; k++) {
    one *= ((users - k + 1) / k) * (chance / (1 - chance))
    below.push((below[k - 1] ?? 0) + one)
  }
  const draw = () => {
    const goal = uniformInt(source, 0, 0x3fffffff) / 0x40000000
    let [low, high] = [0, users]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((below[middle] ?? 1) > goal) high = middle
      else low = middle + 1
    }
    return low
  }
  let found = 0
  for (let run = 0; run < 10_000; run++) {
    const { verdict } = judge([variant('control', users, draw()), variant('b', users, draw())], users)
    if (verdict === 'winner' || verdict === 'loser') found += 1
  }
  expect(found / 10_000).toBeGreaterThan(0.04)
  expect(found / 10_000).toBeLessThan(0.06)
})
