import { expect, test } from 'vitest'
import { defineErrors, ProblemError } from './problem-error.ts'

const fail = defineErrors({
  too_long: { status: 400, say: (p: { max: number }) => `at most ${p.max} characters; shorten it` },
  gone: { status: 410, say: () => 'it is gone; ask for another' },
})

test('an error carries its code, status, sentence and issues', () => {
  const issues = [{ path: 'title', message: 'too long' }]
  const error = fail('too_long', { max: 5 }, issues)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toBeInstanceOf(Error)
  expect({ ...error, message: error.message }).toEqual({
    name: 'ProblemError',
    code: 'too_long',
    status: 400,
    issues,
    message: 'at most 5 characters; shorten it',
  })
})

test('an error without parameters or issues', () => {
  expect(fail('gone', {})).toMatchObject({
    code: 'gone',
    status: 410,
    message: 'it is gone; ask for another',
    issues: [],
  })
})

test('codes and parameters are checked by the compiler', () => {
  // @ts-expect-error -- no such code
  expect(() => fail('nope', {})).toThrow()
  // @ts-expect-error -- the parameter is a number
  expect(fail('too_long', { max: 'five' }).code).toBe('too_long')
})
