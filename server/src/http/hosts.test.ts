import { once } from 'node:events'
import { describeOneDatabase } from '@tessera/test-kit'
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { rawExchange } from '../../fixtures/raw-exchange.ts'
import { cookieFor, startTestApp } from '../../fixtures/test-app.ts'
import { readConfig } from '../config.ts'
import { findDemoPerson } from '@tessera/tenancy'
import { createAuth } from '@tessera/identity'
import type { Services } from '../services.ts'
import { makeServer } from '../start/make-server.ts'
import { whileStarting } from '../start/while-starting.ts'
import { addressOf } from './address-of.ts'
import { frontDoor } from './front-door.ts'
import { knownHosts } from './known-hosts.ts'
import { rates } from './security.ts'

const doors = [
  '/',
  '/d/orders.overview',
  '/assets/none.js',
  '/docs',
  '/openapi.json',
  '/api/v1/metrics',
  '/trpc/session.me',
]

describeOneDatabase('a server and the names it is called by', (open) => {
  let address = ''
  let fastify: FastifyInstance
  let services: Services

  beforeAll(async () => {
    const env = { TESSERA_URL: 'https://metrics.example.com', TESSERA_TRUST_PROXY: '1', HOST: '::' }
    const app = await startTestApp(await open(), { env })
    fastify = app.fastify
    services = app.services
    address = await fastify.listen({ host: '127.0.0.1', port: 0 })
    return () => app.close()
  })

  const get = (path: string, host: string, more = '') =>
    rawExchange(address, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`)

  test.each(doors)('%s is shut to a name of somebody else, whatever a proxy forwards', async (path) => {
    for (const more of ['', 'X-Forwarded-Host: metrics.example.com\r\n', 'Forwarded: host=localhost\r\n']) {
      const answer = await get(path, 'evil.example', more)
      expect(JSON.parse(answer.body)).toMatchObject({ status: 421, code: 'host_unknown' })
      expect(answer.status).toBe(421)
    }
    expect((await get(path, 'metrics.example.com', 'X-Forwarded-Host: evil.example\r\n')).status).not.toBe(421)
  })

  test('a demo sign-in sent to the name of a stranger makes nobody admin', async () => {
    const body = '{"role":"admin"}'
    const head = `POST /api/demo/sign-in HTTP/1.1\r\nHost: rebound.example:4000\r\nOrigin: http://rebound.example:4000\r\n`
    const rest = `Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
    const answer = await rawExchange(address, head + rest + body)
    expect(answer.status).toBe(421)
    expect(answer.headers.has('set-cookie')).toBe(false)
  })

  test.each(['http://evil.example/', 'http://evil.example/api/v1/metrics'])(
    'the request line %s is refused',
    async (line) => {
      expect((await get(line, 'localhost')).status).toBe(421)
    },
  )

  test('a request that names no host is refused, those of probes are not', async () => {
    expect((await rawExchange(address, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(421)
    expect((await rawExchange(address, 'GET / HTTP/1.1\r\n\r\n')).status).toBe(421)
    expect((await rawExchange(address, 'GET /healthz HTTP/1.0\r\n\r\n')).status).toBe(200)
    for (const path of ['/healthz', '/readyz']) expect((await get(path, '10.1.2.3:4000')).status).toBe(200)
  })

  test('a request that names two hosts is refused, whichever comes first', async () => {
    for (const hosts of [
      ['localhost', 'evil.example'],
      ['evil.example', 'localhost'],
      ['localhost', 'localhost'],
    ]) {
      const [first = '', second = ''] = hosts
      const answer = await get('/api/v1/metrics', first, `hOST: ${second}\r\n`)
      expect(JSON.parse(answer.body)).toMatchObject({ status: 400, code: 'host_repeated' })
    }
  })

  test('what is refused is kept by nobody between', async () => {
    for (const path of ['/%ff', '/api/none', '/api/v1/metrics']) {
      expect((await get(path, 'localhost')).headers.get('cache-control')).toBe('no-store')
    }
  })

  test.each([
    [{ origin: 'https://metrics.example.com' }, 200],
    [{ origin: 'https://metrics.example.com', 'sec-fetch-site': 'cross-site' }, 200],
    [{ origin: 'http://metrics.example.com' }, 403],
    [{ origin: 'https://metrics.example.com.evil.example' }, 403],
    [{ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }, 403],
  ])('a write with %j gets %i', async (headers, status) => {
    const cookie = await cookieFor(fastify, 'admin')
    const request = { method: 'POST', url: '/trpc/session.switchTenant', payload: { tenant: 'acme' } } as const
    expect((await fastify.inject({ ...request, headers: { ...headers, cookie } })).statusCode).toBe(status)
  })

  test('sign-in is limited by the address the proxy saw, whatever stands left of it', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const headers = { 'x-forwarded-for': `198.51.100.${n}, 10.0.${n}.1, 203.0.113.77:${5000 + n}` }
        const payload = { email: 'admin@acme.example', password: `wrong password ${n}` }
        return (await fastify.inject({ method: 'POST', url: '/api/auth/sign-in/email', headers, payload })).statusCode
      }),
    )
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(rates.signIn)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(40 - rates.signIn)
  })

  test.each(['::', '0.0.0.0', 'fe80::1%eth0'])('people sign in on a server that listens on %s', async (host) => {
    const { database } = services
    const auth = createAuth({ database, secret: 'x'.repeat(32), url: addressOf(host, 4000), log: () => {} })
    const userId = (await findDemoPerson(database.owner, 'viewer')) ?? ''
    const response = await auth.api.signInDemo({ body: { userId }, asResponse: true })
    expect(response.status).toBe(200)
  })

  test('idle connections are kept for longer than load balancers keep theirs', async () => {
    expect((await get('/healthz', 'localhost')).headers.get('keep-alive')).toBe('timeout=75')
    const { keepAliveTimeout, headersTimeout, requestTimeout, timeout } = fastify.server
    expect([keepAliveTimeout, timeout > 0, requestTimeout >= headersTimeout]).toEqual([75_000, true, true])
    expect(headersTimeout).toBeGreaterThan(keepAliveTimeout)
  })

  test.each([
    ['an address too long', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431, 'headers_too_large'],
    [
      'a cookie too large',
      `GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['too many headers', `GET / HTTP/1.1\r\nHost: localhost\r\n${'x: y\r\n'.repeat(150)}\r\n`, 431, 'headers_too_many'],
    ['no HTTP', 'hello\r\n\r\n', 400, 'request_invalid'],
  ])('%s is a problem, not a silence', async (_, text, status, code) => {
    const answer = await rawExchange(address, text)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(answer.body)).toMatchObject({ status, code })
    expect(answer.status).toBe(status)
  })
})

test('a server that starts answers its own names only', async () => {
  const config = readConfig({ TESSERA_KEEP_ALIVE_SECONDS: '20' })
  const server = makeServer(config, whileStarting(frontDoor(knownHosts(config)))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  const address = typeof at === 'object' ? `http://127.0.0.1:${at?.port}` : ''
  const status = async (path: string, host: string) =>
    (await rawExchange(address, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).status
  expect(await status('/', 'evil.example')).toBe(421)
  expect(await status('/', 'localhost')).toBe(503)
  expect(await status('/healthz', 'evil.example')).toBe(200)
  expect(server.keepAliveTimeout).toBe(20_000)
  server.closeAllConnections()
  server.close()
})
