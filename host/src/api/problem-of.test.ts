import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { offline, problemOf } from './problem-of.ts'

test('what the server refuses is told as a sentence, with its code', () => {
  const error = TRPCClientError.from({
    error: {
      code: -32_600,
      message: 'refused',
      data: { status: 422, problem: { code: 'needs_source', detail: "metric 'a.b' has no source yet" } },
    },
  })
  expect(problemOf(error)).toEqual({ code: 'needs_source', detail: "Metric 'a.b' has no source yet", status: 422 })
})

test('no answer at all is told as such', () => {
  expect(problemOf(new TRPCClientError('Failed to fetch'))).toEqual(offline)
})
