import { quickestDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { readConfig } from '../config.ts'
import { basePathOf, withoutBasePath } from './base-path.ts'

test.each([
  [null, ''],
  ['https://example.com', ''],
  ['https://example.com/', ''],
  ['https://example.com/metrics-app', '/metrics-app'],
  ['https://example.com/tools/metrics/', '/tools/metrics'],
])('the path of %s is "%s"', (url, path) => {
  expect(basePathOf(url)).toBe(path)
})

test.each([
  ['/metrics-app', '/'],
  ['/metrics-app/', '/'],
  ['/metrics-app?a=1', '/?a=1'],
  ['/metrics-app/d/x?a=/metrics-app/b', '/d/x?a=/metrics-app/b'],
  ['/metrics-app//x', '//x'],
  ['http://example.com/metrics-app/d/x', 'http://example.com/d/x'],
  ['/d/x', '/d/x'],
  ['/metrics-apps/x', '/metrics-apps/x'],
  ['/Metrics-App/x', '/Metrics-App/x'],
  ['/x/metrics-app/y', '/x/metrics-app/y'],
  [undefined, '/'],
])('below /metrics-app, %s is %s', (url, inside) => {
  expect(withoutBasePath('/metrics-app')(url)).toBe(inside)
})

test.each([
  'https://example.com/metrics?tenant=a',
  'https://example.com/metrics#top',
  'https://ada:secret@example.com/metrics',
  'https://example.com/a%20b',
  'https://example.com/a"b',
  'https://example.com//metrics',
  'https://example.com/größe',
])('TESSERA_URL=%s is refused, and not quoted', (TESSERA_URL) => {
  expect(() => readConfig({ TESSERA_URL })).toThrow(/TESSERA_URL: write scheme, host and/)
  expect(() => readConfig({ TESSERA_URL })).not.toThrow(/ada|secret/)
})

const open = () => quickestDatabase().open()

test.each(['https://example.com/api', 'https://example.com/docs/metrics', 'https://example.com/trpc'])(
  'TESSERA_URL=%s is refused at the start: the server has addresses of its own there',
  async (TESSERA_URL) => {
    const starting = startTestApp(await open(), { env: { TESSERA_URL } })
    await expect(starting).rejects.toThrow(/TESSERA_URL: the server has addresses below .* choose another path/)
  },
)

let app: App
beforeAll(async () => {
  app = await startTestApp(await open(), { env: { TESSERA_URL: 'https://example.com/tools/metrics' } })
  return () => app.close()
})

test.each(['', '/tools/metrics'])('everything is served at "%s" too, whatever a proxy does', async (prefix) => {
  const headers = { host: 'example.com' }
  const get = (path: string, more = {}) => app.fastify.inject({ url: prefix + path, headers: { ...headers, ...more } })
  expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
  expect((await get('/readyz')).json()).toEqual({ status: 'ready' })
  expect((await get('/trpc/session.me')).json()).toMatchObject({ result: { data: { demo: true } } })
  const authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
  expect((await get('/api/v1/metrics', { authorization })).statusCode).toBe(200)
  expect((await get('/openapi.json')).json()).toMatchObject({ servers: [{ url: '/tools/metrics' }] })
  for (const page of ['/docs', '/redoc', '/docs/start.js', '/redoc/start.js']) {
    const { body, statusCode } = await get(page)
    expect(statusCode).toBe(200)
    expect(body).toMatch(/\/tools\/metrics\//)
    expect(body).not.toMatch(/["'(]\/(docs|redoc|openapi)/)
  }
  const signedIn = await app.fastify.inject({
    method: 'POST',
    url: `${prefix}/api/demo/sign-in`,
    payload: { role: 'viewer' },
    headers: { ...headers, origin: 'https://example.com', 'sec-fetch-site': 'same-origin' },
  })
  const cookies = [signedIn.headers['set-cookie']].flat().map(String)
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/tools\/metrics(;|$).*; Secure/)
  const left = await app.fastify.inject({
    method: 'POST',
    url: `${prefix}/api/auth/sign-out`,
    payload: {},
    headers: { ...headers, cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') },
  })
  for (const cookie of [left.headers['set-cookie']].flat().map(String))
    expect(cookie).toMatch(/Max-Age=0; Path=\/tools\/metrics(;|$)/)
})
