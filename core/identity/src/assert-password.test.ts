import { expect, test } from 'vitest'
import { assertPassword } from './assert-password.ts'

const ada = { email: 'ada.lovelace@analytical-engines.example', name: 'Ada Lovelace' }

test.each([
  ['', /fewer than 10/],
  ['          ', /first that are tried/],
  ['short', /fewer than 10/],
  ['🔑🔑🔑🔑🔑', /fewer than 10/],
  ['ﬃﬃﬃ', /fewer than 10/],
  ['x'.repeat(129), /more than 128/],
  ['password1234', /first that are tried/],
  ['Password123!', /first that are tried/],
  ['P@ssw0rd2024', /first that are tried/],
  ['qwertyuiop', /first that are tried/],
  ['1234567890', /first that are tried/],
  ['q1w2e3r4t5y6', /first that are tried/],
  ['aaaaaaaaaaaaaaaaaaaa', /first that are tried/],
  ['letmein12345', /first that are tried/],
  ['drowssap321', /first that are tried/],
  ['ada.lovelace@analytical-engines.example', /first that are tried/],
  ['Ada Lovelace', /first that are tried/],
  ['adalovelace1', /first that are tried/],
])('%j is refused', async (password, reason) => {
  await expect(assertPassword(password, ada)).rejects.toMatchObject({
    code: 'password_weak',
    status: 422,
    message: expect.stringMatching(reason),
  })
})

test.each([
  'correct horse battery staple',
  'kx8Wq2-fV0zt',
  'vier Wörter für mich',
  '雨の日は図書館で本を読む',
  'x7'.repeat(3) + '!kQ9'.repeat(30),
])('%j is taken', async (password) => {
  await expect(assertPassword(password, ada)).resolves.toBeUndefined()
})
