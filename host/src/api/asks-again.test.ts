import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { asksAgain } from './asks-again.ts'

const refused = (code: string) =>
  TRPCClientError.from({ error: { code: -32603, message: 'no', data: { problem: { code, detail: 'no' } } } } as never)

test('who was refused because the server is busy asks again for a while, and nobody else does', () => {
  const tries = (code: string) => [0, 1, 5, 6].map((count) => asksAgain(count, refused(code)))
  expect(tries('too_busy')).toEqual([true, true, true, false])
  expect(tries('needs_source')).toEqual([false, false, false, false])
  expect(asksAgain(0, TRPCClientError.from(new Error('no answer')))).toBe(true)
  expect(asksAgain(1, TRPCClientError.from(new Error('no answer')))).toBe(false)
})
