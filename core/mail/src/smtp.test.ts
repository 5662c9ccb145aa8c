import { expect, test } from 'vitest'
import { connectionOf, isRefusal } from './smtp.ts'

test.each([
  ['smtp://mail.example.com', { port: 587, secure: false, requireTLS: false }],
  ['smtps://mail.example.com', { port: 465, secure: true, requireTLS: false }],
  ['smtp://ada:p%40ss@mail.example.com:25', { port: 25, requireTLS: true, auth: { user: 'ada', pass: 'p@ss' } }],
  ['smtp://ada:p@127.0.0.1:25', { host: '127.0.0.1', requireTLS: false }],
  ['smtp://[::1]:25', { host: '::1' }],
])('%s is reached with time limits, and a password over TLS alone', (url, expected) => {
  expect(connectionOf(url)).toMatchObject({ ...expected, connectionTimeout: 10_000, socketTimeout: 30_000 })
  expect(connectionOf(url)).not.toHaveProperty('tls')
})

test('a refusal is what the server says of this mail, and nothing about the login', () => {
  expect(isRefusal({ responseCode: 550, code: 'EENVELOPE' })).toBe(true)
  expect(isRefusal({ responseCode: 535, code: 'EAUTH' })).toBe(false)
  expect(isRefusal({ responseCode: 451, code: 'EENVELOPE' })).toBe(false)
  expect(isRefusal(new Error('connect ECONNREFUSED'))).toBe(false)
})
