import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { quickestDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

let app: App
let port = 0

beforeAll(async () => {
  app = await startTestApp(await quickestDatabase().open())
  const { server } = app.fastify
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  port = (server.address() as AddressInfo).port
  return () => app.close()
})

/** Sends bytes and answers all that comes back until the server closes. */
async function exchange(sent: string): Promise<{ status: number; type: string; body: string }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(sent, 'latin1')
  const received = await text(socket)
  const [head = '', ...rest] = received.split('\r\n\r\n')
  const type = /^content-type: *([^;\r]*)/im.exec(head)?.[1] ?? ''
  return { status: Number(head.split(' ')[1]), type, body: rest.join('\r\n\r\n') }
}

const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''].join('\r\n')

const cases: [string, number, string, string][] = [
  ['an address with bytes that are no UTF-8', 400, 'address_malformed', request('GET /%ff')],
  ['a lone %', 400, 'address_malformed', request('GET /%')],
  ['half an escape in a parameter', 400, 'address_malformed', request('GET /api/orders/%2')],
  ['a procedure that cannot be read', 400, 'address_malformed', request('GET /trpc/%ff')],
  ['the same from a browser', 400, 'address_malformed', request('GET /%c3%28', 'Accept: text/html')],
  ['a step of 9000 characters', 414, 'address_too_long', request(`GET /api/orders/${'x'.repeat(9000)}`)],
  ['two slashes', 404, 'not_found', request('GET //')],
  ['a NUL', 404, 'not_found', request('GET /a%00b')],
  ['no path', 400, 'request_invalid', request('GET ')],
  ['bytes beyond ASCII', 400, 'request_invalid', request('GET /\xff')],
  ['an unknown method', 400, 'request_invalid', request('FOO /healthz')],
  ['the beginning of TLS', 400, 'request_invalid', '\x16\x03\x01\x02\x00\r\n\r\n'],
  [
    'two lengths',
    400,
    'request_invalid',
    request('POST /api/v1/events', 'Content-Length: 3', 'Transfer-Encoding: chunked'),
  ],
  ['TRACE', 405, 'method_not_allowed', request('TRACE /healthz')],
  ['PROPFIND', 405, 'method_not_allowed', request('PROPFIND /api/v1/metrics')],
  ['OPTIONS', 405, 'method_not_allowed', request('OPTIONS /api/v1/events')],
  ['OPTIONS for all', 404, 'not_found', request('OPTIONS *')],
  ['DELETE where a parameter stands', 405, 'method_not_allowed', request('DELETE /api/orders/ZZ')],
  ['CONNECT', 405, 'not_a_proxy', request('CONNECT example.com:443')],
  [
    'an expectation',
    417,
    'expectation_unknown',
    request('POST /api/v1/events', 'Expect: wonders', 'Content-Length: 0'),
  ],
]

test.each(cases)('%s: a problem, %i %s', async (_, status, code, sent) => {
  const answer = await exchange(sent)
  expect(answer).toMatchObject({ status, type: 'application/problem+json' })
  expect(answer.body).toContain(`"code":"${code}"`)
  expect(answer.body).not.toMatch(/node_modules|\.ts:\d+|FST_ERR|at \w+ \(/)
})

test.each([
  ['/healthz', 200],
  ['/docs', 200],
  ['/openapi.json', 200],
  ['/nothing', 404],
  ['/api/v1/metrics', 401],
  ['/api/v1/events', 405],
  ['/trpc/session.me', 405],
  ['/api/trpc/session.me', 405],
  ['/api/auth/get-session', 200],
  ['/%ff', 400],
])('HEAD %s with a body of any kind is answered %i, without one', async (path, status) => {
  const bodies = [
    ['Content-Type: application/json', 'Content-Length: 7', '', '{"a":1}'],
    ['Content-Type: text/plain', 'Content-Length: 3', '', 'abc'],
    ['Transfer-Encoding: chunked', '', '3', 'abc', '0', '', ''],
  ]
  for (const lines of bodies) {
    const head = [`HEAD ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close']
    expect(await exchange([...head, ...lines].join('\r\n'))).toMatchObject({ status, body: '' })
  }
})
