import { expect, test } from 'vitest'
import { heatScale } from './heat-scale.ts'

const tokensOf = (values: readonly number[]) => values.map(heatScale(values).tokenOf)

test('from nothing to the most in six steps', () => {
  expect(tokensOf([0, 1, 3, 6])).toEqual(['seq-1', 'seq-2', 'seq-4', 'seq-6'])
  expect(heatScale([2, 4])).toMatchObject({ low: 0, high: 4 })
})

test('where values lie on both sides of zero, zero is the middle and both sides are measured alike', () => {
  expect(tokensOf([-10, 0, 10, 30])).toEqual(['div-3', 'div-4', 'div-5', 'div-7'])
  expect(heatScale([-10, 30])).toMatchObject({ low: -30, high: 30 })
})

test('losses alone are the stronger the larger they are', () => {
  expect(tokensOf([-1, -10])).toEqual(['seq-1', 'seq-6'])
})

test.each([[[]], [[0, 0]], [[5]], [[-5]], [[-5, -5]]])('%j has colours', (values: readonly number[]) => {
  const scale = heatScale(values)
  for (const value of values) expect(scale.tokens).toContain(scale.tokenOf(value))
})
