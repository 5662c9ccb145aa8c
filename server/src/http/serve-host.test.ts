import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { replyWithProblems } from './problem-replies.ts'
import { secure } from './security.ts'
import { serveHost, type PageSubjects } from './serve-host.ts'

const dist = mkdtempSync(join(tmpdir(), 'tessera-host-'))
const fastify: FastifyInstance = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const program = { accept: 'application/json' }
const anything = { accept: '*/*' }
const exists = ({ dashboardId, plugin }: PageSubjects) => dashboardId !== 'a.gone' && plugin !== 'gone'

beforeAll(async () => {
  mkdirSync(join(dist, 'assets'))
  writeFileSync(
    join(dist, 'index.html'),
    `<!doctype html><title>start page</title><script src="./assets/app-abc123.js"></script>`,
  )
  writeFileSync(
    join(dist, 'tessera-pages.json'),
    JSON.stringify(['/', '/catalogue', '/d/:dashboardId', '/p/:plugin/*', '/t/:tenant/', '/t/:tenant/d/:dashboardId']),
  )
  writeFileSync(join(dist, 'tessera-plugins.json'), '[{"id":"a","error":"reason"}]')
  writeFileSync(join(dist, 'assets', 'app-abc123.js'), `// ${'x'.repeat(5000)}`)
  await secure(fastify, readConfig({}))
  replyWithProblems(fastify, pino({ level: 'silent' }), serveHost(fastify, { dist, exists, basePath: '/below' }))
  await fastify.ready()
})

afterAll(async () => {
  await fastify.close()
  rmSync(dist, { recursive: true, force: true })
})

test.each([
  '/',
  '/d/integrations.overview?range=last_30_days',
  '/catalogue/',
  '/p/a/any/page',
  '/t/acme',
  '/t/acme/d/a.b',
])('%s is a page, for browsers and for who takes anything', async (url) => {
  for (const headers of [page, anything, {}]) {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await fastify.inject({ url, headers, method })
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toContain('text/html')
      expect(response.headers['cache-control']).toBe('no-cache')
      if (method === 'GET') expect(response.body).toContain('start page')
    }
  }
  expect((await fastify.inject({ url, headers: program })).json()).toMatchObject({ status: 404, code: 'not_found' })
  expect((await fastify.inject({ url, method: 'POST' })).json()).toMatchObject({ status: 405 })
})

test.each([
  '/nothing',
  '/d',
  '/d/a.b/c',
  '/d/a.gone',
  '/t',
  '/t/acme/d/a.gone',
  '/t/acme/t/acme',
  '/p/gone/page',
  '/Catalogue',
  '/catalogue/nothing',
  '/index.html',
  '/assets',
  '/assets/gone.js',
  '/tessera-plugins.json',
  '/tessera-pages.json',
  '/..%2fpackage.json',
  '/a%00b',
  '//',
  '//evil.example/',
  '/d/a.b//',
])('%s is nowhere: the page that says so for browsers, a problem for programs', async (url) => {
  const browser = await fastify.inject({ url, headers: page })
  expect(browser.statusCode).toBe(404)
  expect(browser.body).toContain('start page')
  expect(browser.headers['cache-control']).toBe('no-cache')
  for (const headers of [program, anything, {}]) {
    const response = await fastify.inject({ url, headers })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ status: 404, code: 'not_found' })
  }
})

test('the start page loads what belongs to it below the base path, wherever it is shown, and knows that path', async () => {
  const { body } = await fastify.inject({ url: '/d/a.b', headers: page })
  expect(body).toContain('src="/below/assets/app-abc123.js"')
  expect(body).toContain('<meta name="tessera-base" content="/below">')
})

test('hashed files are kept for ever and sent compressed', async () => {
  const response = await fastify.inject({ url: '/assets/app-abc123.js', headers: { 'accept-encoding': 'br' } })
  expect(response.headers['cache-control']).toContain('immutable')
  expect(response.headers['content-encoding']).toBe('br')
})

test.each([
  ['/api/v1/nothing', page],
  ['/trpc/nothing', page],
  ['/docs/nothing', page],
])('%s is not', async (url, headers) => {
  const response = await fastify.inject({ url, headers })
  expect(response.statusCode).toBe(404)
  expect(response.headers['content-type']).toMatch(/problem\+json/)
})

test('files that pages are made of are not counted among the requests of an address', async () => {
  const counted = Fastify()
  await secure(counted, readConfig({ TESSERA_REQUESTS_PER_MINUTE: '3' }))
  replyWithProblems(counted, pino({ level: 'silent' }), serveHost(counted, { dist, exists, basePath: '' }))
  const ask = async (url: string) => (await counted.inject({ url, headers: page })).statusCode
  for (let asked = 0; asked < 10; asked += 1) expect(await ask('/assets/app-abc123.js')).toBe(200)
  const pages = [await ask('/catalogue'), await ask('/'), await ask('/catalogue'), await ask('/catalogue')]
  expect(pages).toEqual([200, 200, 200, 429])
  expect(await ask('/assets/app-abc123.js')).toBe(200)
  await counted.close()
})
