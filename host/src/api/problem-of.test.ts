import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { mayPass, offline, problemOf } from './problem-of.ts'

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
  const part = 'Failed to fetch dynamically imported module: http://tessera/assets/custom-range.js'
  expect(problemOf(new TypeError(part))).toEqual(offline)
})

test.each([
  ['no answer at all', null, true],
  ['a server in trouble', 503, true],
  ['too many questions', 429, true],
  ['a question that took too long', 408, true],
  ['a question that was broken off', 499, true],
  ['a question that has no answer', 422, false],
  ['what is not there', 404, false],
  ['what is not allowed', 403, false],
])('after %s asking again is offered: %s is %s', (_, status, expected) => {
  expect(mayPass({ code: 'some_code', detail: 'It was refused.', status })).toBe(expected)
})
