import { expect, test } from 'vitest'
import { addressOf } from './address-of.ts'
import { knownHosts } from './known-hosts.ts'

const config = { host: '127.0.0.1', hosts: ['tessera', 'metrics.internal'], publicUrl: 'https://metrics.example.com/' }
const refused = (host: string | undefined, more: Partial<typeof config> = {}, url = '/') =>
  knownHosts({ ...config, ...more })({ headers: host === undefined ? {} : { host }, url })

test.each([
  'localhost',
  'LOCALHOST:4000',
  'localhost.',
  '127.0.0.1:80',
  '[::1]:4000',
  '[0:0:0:0:0:0:0:1]',
  'metrics.example.com',
  'Metrics.Example.com:443',
  'tessera:4000',
  'metrics.internal',
])('a request to %s comes in', (host) => {
  expect(refused(host)).toBeNull()
})

test.each([
  'evil.example',
  'evil.example:4000',
  '',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'metrics.example.com.evil.example',
  'evil-metrics.example.com',
  'evil.example@127.0.0.1',
  '127.0.0.1:4000@evil.example',
  '127.0.0.1/evil.example',
  '127.0.0.1 evil.example',
  '127.0.0.1,evil.example',
  '127.0.0.1\\evil.example',
  '127.0.0.1?evil.example',
  '[::1].evil.example',
  'http://127.0.0.1',
  'ｌocalhost',
  '192.0.2.7',
  '[2001:db8::7]',
  '0.0.0.0',
])('a request to %j stays outside', (host) => {
  expect(refused(host)).toBe(host)
})

test('a request without a host stays outside', () => {
  expect(refused(undefined)).toBe('')
})

test('the host of an absolute request line counts too', () => {
  expect(refused('localhost', {}, 'http://localhost/d/x')).toBeNull()
  expect(refused('localhost', {}, 'http://evil.example/')).toBe('evil.example')
  expect(refused('localhost', {}, 'HTTPS://evil.example?x')).toBe('evil.example')
  expect(refused('evil.example', {}, 'http://localhost/')).toBe('evil.example')
})

test.each(['0.0.0.0', '::'])('a server that listens on %s is reached by any address, and by no other name', (host) => {
  expect(refused('192.0.2.7:4000', { host })).toBeNull()
  expect(refused('[2001:db8::7]', { host })).toBeNull()
  expect(refused(new URL(addressOf(host, 4000)).host, { host })).toBeNull()
  expect(refused('evil.example', { host })).toBe('evil.example')
})

test('a server that listens on one address is reached by that one', () => {
  expect(refused('192.0.2.7', { host: '192.0.2.7' })).toBeNull()
  expect(refused('192.0.2.8', { host: '192.0.2.7' })).toBe('192.0.2.8')
  expect(refused('[2001:db8:0::7]:4000', { host: '2001:db8::7' })).toBeNull()
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4000'],
  ['::', 'http://[::]:4000'],
  ['fe80::1%eth0', 'http://[fe80::1]:4000'],
  ['metrics.internal', 'http://metrics.internal:4000'],
])('the address of %s is one a URL can carry', (host, address) => {
  expect(addressOf(host, 4000)).toBe(address)
  expect(URL.canParse(address)).toBe(true)
})
