import { expect, test } from 'vitest'
import { stepPath } from './target-steps.ts'

test('a target is level over each bucket, steps between them, and is open where there is none', () => {
  const at = { x: (index: number) => 10 + index * 10, y: (value: number) => 100 - value, left: 0, right: 45 }
  expect(stepPath([20, 20, null, 30], at)).toBe('M0 80H15L15 80H25M35 70H45')
  expect(stepPath([], at)).toBe('')
})
