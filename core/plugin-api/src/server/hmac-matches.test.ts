import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacMatches } from './hmac-matches.ts'

const secret = 'whsec-5d1f'
const signed = '{"id":1}'
const hex = createHmac('sha256', secret).update(signed).digest('hex')

test('a signature made with the secret matches, in each way it is written', () => {
  expect(hmacMatches({ secret, signed, signature: hex })).toBe(true)
  expect(hmacMatches({ secret, signed: Buffer.from(signed), signature: hex.toUpperCase() })).toBe(true)
  for (const encoding of ['base64', 'base64url'] as const) {
    const signature = createHmac('sha1', secret).update(signed).digest(encoding)
    expect(hmacMatches({ secret, signed, signature, algorithm: 'sha1', encoding })).toBe(true)
  }
})

test.each([undefined, '', 'zz', hex.slice(2), `${hex}00`, hex.replace(/^./, (c) => (c === '0' ? '1' : '0'))])(
  'the signature %s does not',
  (signature) => {
    expect(hmacMatches({ secret, signed, signature })).toBe(false)
    expect(hmacMatches({ secret: 'other', signed, signature: hex })).toBe(false)
    expect(hmacMatches({ secret, signed: '{"id":2}', signature: hex })).toBe(false)
  },
)
