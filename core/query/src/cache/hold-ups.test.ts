import { expect, test } from 'vitest'
import { createHoldUps } from './hold-ups.ts'

function memory() {
  let now = 1_000
  const holdUps = createHoldUps(() => now)
  const secondsLeft = (tenant: string, question: string) => {
    try {
      holdUps.assertFree(tenant, question)
      return 0
    } catch (error) {
      expect(error).toMatchObject({ code: 'question_too_long', status: 503 })
      return (error as { retryAfter: number }).retryAfter
    }
  }
  return { ...holdUps, secondsLeft, pass: (seconds: number) => (now += seconds * 1_000) }
}

test('a question that was ended waits twice as long each time; others and other tenants do not', () => {
  const { note, secondsLeft, pass } = memory()
  for (const seconds of [30, 60, 120]) {
    note('a', 'heavy')
    expect(secondsLeft('a', 'heavy')).toBe(seconds)
    expect([secondsLeft('a', 'light'), secondsLeft('b', 'heavy')]).toEqual([0, 0])
    pass(seconds)
    expect(secondsLeft('a', 'heavy')).toBe(0)
  }
})

test('a tenant that has one question after the other ended waits itself, ten minutes at most, and is forgiven after an hour', () => {
  const { note, secondsLeft, pass } = memory()
  const waits = Array.from({ length: 12 }, (_, index) => {
    note('a', `heavy ${index}`)
    return secondsLeft('a', 'any other')
  })
  expect(waits).toEqual([0, 0, 0, 30, 60, 120, 240, 480, 600, 600, 600, 600])
  expect(secondsLeft('b', 'any other')).toBe(0)
  pass(3_601)
  note('a', 'heavy again')
  expect(secondsLeft('a', 'any other')).toBe(0)
})
