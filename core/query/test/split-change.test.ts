import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concentrationOf, splitRatio, splitSum, type Group } from '../src/run/split-change.ts'
import { quotients, splitFormula } from '../src/run/split-formula.ts'

const group = (key: string, before: [number, number], now: [number, number]): Group => ({
  key,
  before: { n: before[0], d: before[1] },
  now: { n: now[0], d: now[1] },
})
const partOf = (groups: readonly Group[], key: string, change: number) =>
  splitRatio(groups, change).parts.find((part) => part.key === key)

test('a group that does worse at the same share is all rate', () => {
  // 50 of 100 and 50 of 100 before, 30 of 100 and 50 of 100 now: 50 % → 40 %
  const groups = [group('google', [50, 100], [30, 100]), group('meta', [50, 100], [50, 100])]
  expect(partOf(groups, 'google', -0.1)?.rate).toBeCloseTo(-0.1, 12)
  expect(partOf(groups, 'google', -0.1)?.mix).toBeCloseTo(0, 12)
  expect(partOf(groups, 'meta', -0.1)?.effect).toBeCloseTo(0, 12)
  expect(splitRatio(groups, -0.1)).toMatchObject({ overlap: 0, concentration: 1 })
})

test('more volume on a weaker group is all mix', () => {
  // 80 % at google, 20 % at meta, both as before; meta grows from half to three quarters: 50 % → 35 %
  const groups = [group('google', [80, 100], [80, 100]), group('meta', [20, 100], [60, 300])]
  const google = partOf(groups, 'google', -0.15)
  const meta = partOf(groups, 'meta', -0.15)
  expect(google?.rate).toBeCloseTo(0, 12)
  expect(meta?.rate).toBeCloseTo(0, 12)
  // (1/4 − 1/2) · (0.8 − 0.425) and (3/4 − 1/2) · (0.2 − 0.425)
  expect(google?.mix).toBeCloseTo(-0.09375, 12)
  expect(meta?.mix).toBeCloseTo(-0.05625, 12)
})

test('a group that is new takes its value from the period it is in, so it is all mix', () => {
  const groups = [group('google', [50, 100], [50, 100]), group('new', [0, 0], [10, 100])]
  expect(partOf(groups, 'new', -0.2)?.rate).toBeCloseTo(0, 12)
  expect(partOf(groups, 'new', -0.2)?.before).toEqual({ value: null, numerator: 0, denominator: 0 })
})

test('what overlapping groups do not account for is told', () => {
  const groups = [group('google', [2, 2], [3, 3]), group('meta', [2, 2], [1, 1])]
  // one actor stood in both groups before: three in all, then four
  expect(splitSum(groups, 1).overlap).toBe(1)
})

test('concentration is 0 when all move alike and 1 when one alone moves', () => {
  expect(concentrationOf([1, 1, 1])).toBeCloseTo(0, 12)
  expect(concentrationOf([0, -3, 0])).toBe(1)
  expect(concentrationOf([5])).toBe(0)
  expect(concentrationOf([0, 0])).toBe(0)
  // shares 3/4 and 1/4: 10/16 is a quarter of the way from 1/2 to 1
  expect(concentrationOf([3, -1])).toBeCloseTo(0.25, 12)
})

test('the effects always add up to the change of the whole, whatever is missing or zero', () => {
  const count = fc.integer({ min: 0, max: 1000 })
  const parts = fc.record({ n: fc.option(count), d: fc.option(count) })
  const groups = fc.array(fc.record({ key: fc.string(), before: parts, now: parts }), { minLength: 1, maxLength: 20 })
  const add = (all: readonly Group[], of: (g: Group) => number | null) => all.reduce((sum, g) => sum + (of(g) ?? 0), 0)
  fc.assert(
    fc.property(groups, (all) => {
      const [d0, d1] = [add(all, (g) => g.before.d), add(all, (g) => g.now.d)]
      fc.pre(d0 > 0 && d1 > 0)
      const change = add(all, (g) => g.now.n) / d1 - add(all, (g) => g.before.n) / d0
      const { parts: effects, overlap } = splitRatio(all, change)
      const sum = effects.reduce((a, part) => a + part.effect, 0)
      expect(Math.abs(sum - change)).toBeLessThan(1e-9 * Math.max(1, Math.abs(change)))
      expect(overlap).toBe(0)
      for (const part of effects) expect(part.effect).toBeCloseTo((part.rate ?? 0) + (part.mix ?? 0), 9)
      const moved = add(all, (g) => g.now.n) - add(all, (g) => g.before.n)
      expect(splitSum(all, moved).parts.reduce((a, part) => a + part.effect, 0)).toBe(moved)
    }),
  )
})

/** A random formula over a few inputs: sums, differences, products and quotients. */
type Expression = (inputs: readonly (number | null)[]) => number | null
const both = (a: Expression, b: Expression, of: (a: number, b: number) => number | null): Expression => {
  return (inputs) => {
    const [x, y] = [a(inputs), b(inputs)]
    return x === null || y === null ? null : of(x, y)
  }
}
const expressions = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.nat({ max: 3 }).map(
      (at): Expression =>
        (inputs) =>
          inputs[at] ?? null,
    ),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => both(a, b, (x, y) => x + y)),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => both(a, b, (x, y) => x - y)),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => both(a, b, (x, y) => x * y)),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => both(a, b, (x, y) => (y === 0 ? null : x / y))),
  ),
})).expression
const inputValues = fc.array(fc.option(fc.integer({ min: -40, max: 40 }), { freq: 12 }), { minLength: 4, maxLength: 4 })

test('effects of the inputs of any formula add up to its change, and are unknown where a mixture has no value', () => {
  fc.assert(
    fc.property(expressions, inputValues, inputValues, (expression, before, now) => {
      const mixtures = Array.from({ length: 16 }, (_, mixture) =>
        expression(before.map((value, at) => ((mixture >> at) % 2 === 1 ? (now[at] ?? null) : value))),
      )
      const effects = splitFormula(4, mixtures)
      expect(effects === null).toBe(mixtures.includes(null))
      if (effects === null) return
      const [was = 0, is = 0] = [expression(before) ?? 0, expression(now) ?? 0]
      const scale = Math.max(1, ...mixtures.map((value) => Math.abs(value ?? 0)))
      expect(Math.abs(effects.reduce((a, b) => a + b, 0) - (is - was))).toBeLessThanOrEqual(1e-12 * scale)
      // an input that did not move did nothing
      for (const [at, effect] of effects.entries())
        if (before[at] === now[at]) expect(Math.abs(effect)).toBeLessThanOrEqual(1e-12 * scale)
    }),
    { numRuns: 300 },
  )
})

test('a quotient is taken apart by both its parts, and not where it has no value', () => {
  // 6/10 to 8/20: the numerator alone did +0.2 or +0.1, the denominator -0.3 or -0.4
  const effects = splitFormula(2, quotients([6, 8], [10, 20]))
  expect(effects?.[0]).toBeCloseTo(0.15, 12)
  expect(effects?.[1]).toBeCloseTo(-0.35, 12)
  expect(splitFormula(2, quotients([6, 8], [0, 20]))).toBeNull()
  expect(splitFormula(2, quotients([null, 8], [10, 20]))).toBeNull()
})
