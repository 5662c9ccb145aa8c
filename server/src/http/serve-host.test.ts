import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { replyWithProblems } from './problem-replies.ts'
import { secure } from './security.ts'
import { serveHost } from './serve-host.ts'

const dist = mkdtempSync(join(tmpdir(), 'tessera-host-'))
const fastify: FastifyInstance = Fastify()
const page = { accept: 'text/html,*/*' }

beforeAll(async () => {
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>start page</title>')
  writeFileSync(join(dist, 'assets', 'app-abc123.js'), `// ${'x'.repeat(5000)}`)
  await secure(fastify, readConfig({}))
  replyWithProblems(fastify, pino({ level: 'silent' }), serveHost(fastify, dist))
  await fastify.ready()
})

afterAll(async () => {
  await fastify.close()
  rmSync(dist, { recursive: true, force: true })
})

test.each(['/', '/d/integrations.overview?range=last_30_days', '/catalogue/'])('%s is the start page', async (url) => {
  const response = await fastify.inject({ url, headers: page })
  expect(response.statusCode).toBe(200)
  expect(response.body).toContain('start page')
  expect(response.headers['cache-control']).toBe('no-cache')
})

test('hashed files are kept for ever and sent compressed', async () => {
  const response = await fastify.inject({ url: '/assets/app-abc123.js', headers: { 'accept-encoding': 'br' } })
  expect(response.headers['cache-control']).toContain('immutable')
  expect(response.headers['content-encoding']).toBe('br')
})

test.each([
  ['/api/v1/nothing', page],
  ['/trpc/nothing', page],
  ['/assets/gone.js', { accept: '*/*' }],
  ['/../package.json', { accept: '*/*' }],
])('%s is not', async (url, headers) => {
  const response = await fastify.inject({ url, headers })
  expect(response.statusCode).toBe(404)
  expect(response.headers['content-type']).toMatch(/problem\+json/)
})
