import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { mostCalls } from './count-calls.ts'

const perMinute = 120

describeOneDatabase('a batch', (open) => {
  let app: App
  let headers: Record<string, string>
  beforeAll(async () => {
    app = await startTestApp(await open(), { env: { TESSERA_REQUESTS_PER_MINUTE: String(perMinute) } })
    headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    return () => app.close()
  })

  const batch = (calls: number, remoteAddress: string, more: Record<string, string> = {}) =>
    app.fastify.inject({
      url: `/trpc/${Array.from({ length: calls }, () => 'session.me').join()}?batch=1&input=%7B%7D`,
      headers: { ...headers, ...more },
      remoteAddress,
    })

  test('counts as its calls', async () => {
    expect((await batch(50, '192.0.2.1')).statusCode).toBe(200)
    expect((await batch(50, '192.0.2.1', { 'trpc-accept': 'application/jsonl' })).statusCode).toBe(200)
    const left = await batch(19, '192.0.2.1')
    expect([left.statusCode, left.headers['ratelimit-remaining']]).toEqual([200, '1'])
    const refused = await batch(2, '192.0.2.1')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.json()).toMatchObject({ code: 'rate_limited' })
    expect((await batch(1, '192.0.2.2')).statusCode).toBe(200)
  })

  test('counts as its calls at both addresses, by POST too, and where it is refused', async () => {
    for (const prefix of ['/trpc', '/api/trpc']) {
      const url = `${prefix}/${Array.from({ length: 50 }, () => 'admin.revokeKey').join()}?batch=1`
      await app.fastify.inject({ method: 'POST', url, headers, payload: {}, remoteAddress: '192.0.2.3' })
    }
    expect((await batch(1, '192.0.2.3')).headers['ratelimit-remaining']).toBe(String(perMinute - 101))
  })

  test('carries a bounded number of calls', async () => {
    const refused = await batch(mostCalls + 1, '192.0.2.4')
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([413, 'too_many_calls'])
    const names = (comma: string) => Array.from({ length: 60 }, () => 'session.me').join(comma)
    for (const url of [
      `/trpc/${names('%2C')}?batch=1`,
      `/trpc/${names('%252C')}?batch=1`,
      `/trpc/${names('%252c')}?batch=1&batch=1`,
      `/trpc/${','.repeat(60)}?batch=1`,
    ]) {
      const answer = await app.fastify.inject({ url, headers, remoteAddress: '192.0.2.5' })
      expect(answer.statusCode, url).toSatisfy((code) => code === 404 || code === 413)
    }
  })
})
