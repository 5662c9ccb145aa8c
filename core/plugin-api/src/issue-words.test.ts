import { expect, test } from 'vitest'
import { z } from 'zod'
import { issueWords } from './issue-words.ts'

test.each([
  [z.number().min(2000), 5, 'write at least 2,000'],
  [z.number().positive(), 0, 'write more than 0'],
  [z.int().max(2100), 3000, 'write at most 2,100'],
  [z.number().lt(5), 5, 'write less than 5'],
  [z.string().min(1), '', 'write at least 1 character'],
  [z.string().max(3), 'four', 'write at most 3 characters'],
  [z.number({ error: 'say how many' }), 'x', 'say how many'],
])('of %o, %j is told as %j', (schema, value, words) => {
  const [issue] = schema.safeParse(value).error?.issues ?? []
  expect(issue && issueWords(issue)).toBe(words)
})
