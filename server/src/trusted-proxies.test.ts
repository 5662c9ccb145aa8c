import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { callerAddress } from './http/caller-address.ts'
import { trustedProxies, trustProxyOption } from './trusted-proxies.ts'

test.each([
  ['0', 0],
  ['1', 1],
  [' 2 ', 2],
  ['10.0.0.7', ['10.0.0.7']],
  ['10.0.0.0/8, fd00::/8,::1', ['10.0.0.0/8', 'fd00::/8', '::1']],
  ['loopback,uniquelocal', ['loopback', 'uniquelocal']],
])('%j names whom to believe', (text, trusted) => {
  expect(trustedProxies.parse(text)).toEqual(trusted)
})

test.each([
  'true',
  'all',
  '*',
  'yes',
  '-1',
  '1.5',
  '11',
  '999',
  '0.0.0.0/0',
  '::/0',
  '0.0.0.0/1,128.0.0.0/1',
  '10.0.0.7/33',
  'proxy.internal',
  ',',
])('%j is refused, with what to write', (text) => {
  expect(trustedProxies.safeParse(text).error?.issues[0]?.message).toMatch(/^write how many proxies/)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['[2001:db8::7]:51234', '2001:db8::'],
  ['2001:db8::8:1', '2001:db8::'],
])('limits count %s as %s', (ip, counted) => {
  expect(callerAddress({ ip })).toBe(counted)
})

test.each([
  [0, '192.0.2.1'],
  [1, '203.0.113.9'],
  [2, '198.51.100.2'],
  [['192.0.2.1'], '203.0.113.9'],
  [['192.0.2.0/24', '203.0.113.9'], '198.51.100.2'],
] as const)('behind proxies %j the caller is %s', async (trusted, caller) => {
  const fastify = Fastify({ trustProxy: trustProxyOption(trusted) })
  fastify.get('/', (request, reply) => reply.send(request.ip))
  const headers = { 'x-forwarded-for': '10.9.9.9, 198.51.100.2, 203.0.113.9' }
  expect((await fastify.inject({ url: '/', headers, remoteAddress: '192.0.2.1' })).body).toBe(caller)
})
