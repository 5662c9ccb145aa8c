import { defineErrors } from '@tessera/plugin-api'
import { expect, test } from 'vitest'
import { placed, problemOf } from './form-problem.ts'

const names = new Set(['team', 'amount'])

test('wrong places stand next to their fields, the rest above the button', () => {
  const issues = [
    { path: 'change.amount', message: 'must be 0 or more' },
    { path: 'amount', message: 'a second sentence' },
    { path: 'year', message: 'is missing' },
    { path: '', message: 'one of the two is too much' },
  ]
  expect(placed(issues, names)).toEqual({
    fields: { amount: 'Must be 0 or more' },
    above: 'Is missing One of the two is too much',
  })
})

test('a refusal of the server is read where it stands', () => {
  const fail = defineErrors({ too_large: { status: 422, say: () => 'it is too large' } })
  const issues = [{ path: 'amount', message: 'is above the largest' }]
  const sent = (problem: object) => Object.assign(new Error('refused'), { name: 'TRPCClientError', data: { problem } })
  expect(problemOf(sent({ detail: 'refused', issues }), names)).toEqual({
    fields: { amount: 'Is above the largest' },
    above: '',
  })
  expect(problemOf(sent({ detail: 'it is too large' }), names)).toEqual({ fields: {}, above: 'It is too large' })
  expect(problemOf(fail('too_large', {}), names)).toEqual({ fields: {}, above: 'It is too large' })
})

test('no answer says that nothing is lost', () => {
  const error = Object.assign(new Error('Failed to fetch'), { name: 'TRPCClientError' })
  expect(problemOf(error, names).above).toContain('What you wrote is kept here')
})
