import { expect, test } from 'vitest'
import { liveMoments } from './live-moments.ts'

const [first, second, third] = ['2026-11-29T10:00:00.000Z', '2026-11-29T10:00:01.000Z', '2026-11-29T10:00:02.000Z']

test('a question is asked as of the last change of its metrics, and never as of before the page', () => {
  const moments = liveMoments()
  expect(moments.latest(['a.x'], first)).toBe(first)
  moments.note(['a.x'], second)
  expect(moments.latest(['a.x', 'a.y'], first)).toBe(second)
  expect(moments.latest(['a.y'], first)).toBe(first)
  expect(moments.latest(['a.x'], third)).toBe(third)
  moments.note(null, third)
  expect(moments.latest(['a.y'], first)).toBe(third)
})
