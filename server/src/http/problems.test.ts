import { describeOneDatabase } from '@tessera/test-kit'
import type { InjectOptions } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { maxBatch } from '@tessera/plugin-api/wire'

const json = { 'content-type': 'application/json' }

describeOneDatabase('every refusal is a problem document', (open) => {
  let app: App
  let reader = ''
  let writer = ''

  beforeAll(async () => {
    app = await startTestApp(await open())
    reader = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
    writer = `Bearer ${await keyFor(app, 'acme', 'events:write')}`
    return () => app.close()
  })

  const query = (payload: unknown, authorization = reader): InjectOptions => ({
    method: 'POST',
    url: '/api/v1/metrics/query',
    headers: { ...json, authorization },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
  const events = (count: number): InjectOptions => ({
    method: 'POST',
    url: '/api/v1/events',
    headers: { authorization: writer },
    payload: { events: Array.from({ length: count }, () => 0) },
  })
  const cases: [number, string, () => InjectOptions][] = [
    [404, 'not_found', () => ({ url: '/api/v1/nothing' })],
    [404, 'not_found', () => ({ method: 'POST', url: '/' })],
    [405, 'method_not_allowed', () => ({ url: '/api/v1/events' })],
    [400, 'body_malformed', () => query('{"metrics":')],
    [400, 'body_missing', () => ({ ...query(''), payload: '' })],
    [413, 'body_too_large', () => query(`"${'x'.repeat(17 * 1024 * 1024)}"`)],
    [413, 'batch_too_large', () => events(maxBatch + 1)],
    [
      415,
      'media_type_unsupported',
      () => ({ ...query('a=1'), headers: { 'content-type': 'text/csv', authorization: reader } }),
    ],
    [422, 'input_invalid', () => query({ metrics: [], tenant: 'globex' })],
    [422, 'input_invalid', () => query([])],
    [422, 'input_invalid', () => ({ url: '/api/v1/metrics?form=2026', headers: { authorization: reader } })],
    [422, 'input_invalid', () => query({ metrics: [{ id: 'orders.orders', ttile: 'x' }] })],
    [422, 'input_invalid', () => query('null')],
    [401, 'signed_out', () => ({ ...query({ metrics: [{ id: 'orders.orders' }] }), headers: json })],
    [401, 'key_invalid', () => query({}, 'Bearer tsk_000000000000_' + 'A'.repeat(43))],
    [401, 'key_invalid', () => query({}, 'Bearer nonsense')],
    [401, 'key_invalid', () => query({}, 'Basic dTpw')],
    [403, 'scope_missing', () => query({ metrics: [{ id: 'orders.orders' }] }, writer)],
    [403, 'scope_missing', () => ({ ...events(1), headers: { authorization: reader } })],
    [
      401,
      'credentials_wrong',
      () => ({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email: 'admin@acme.example', password: 'wrong password' },
      }),
    ],
    [422, 'input_invalid', () => ({ method: 'POST', url: '/api/demo/sign-in', payload: { role: 'owner' } })],
    [404, 'not_found', () => ({ method: 'POST', url: '/api/auth/sign-up/email', payload: {} })],
    [404, 'not_found', () => ({ method: 'POST', url: '/api/auth/organization/create', payload: {} })],
  ]

  test.each(cases)('%i %s', async (status, code, request) => {
    const response = await app.fastify.inject(request())
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(response.json()).toMatchObject({
      status,
      code,
      title: expect.any(String),
      type: `urn:tessera:problem:${code}`,
    })
    expect(response.json<{ detail: string }>().detail).not.toBe('')
    expect(response.statusCode).toBe(status)
    expect(response.body).not.toMatch(/node_modules|\.ts:\d+|at \w+ \(/)
  })

  test('a wrong input names each wrong place', async () => {
    const response = await app.fastify.inject(query({ metrics: [{ id: 'No' }], limit: 0 }))
    const paths = response.json<{ issues: { path: string }[] }>().issues.map((issue) => issue.path)
    expect(paths).toEqual(expect.arrayContaining(['metrics.0.id', 'limit']))
  })

  test('too many requests are told when to come back', async () => {
    const attempts = Array.from({ length: 32 }, () =>
      app.fastify.inject({
        method: 'POST',
        url: '/api/demo/sign-in',
        payload: { role: 'nobody' },
        remoteAddress: '192.0.2.7',
      }),
    )
    const last = (await Promise.all(attempts)).find((response) => response.statusCode === 429)
    expect(last?.json()).toMatchObject({ code: 'rate_limited' })
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('an unexpected failure shows an id and nothing of the inside', async () => {
    const url = `/trpc/plugins.orders.fail`
    const response = await app.fastify.inject({ url, headers: { authorization: reader } })
    expect(response.statusCode).toBe(500)
    expect(response.json()).toMatchObject({ error: { data: { problem: { code: 'internal', status: 500 } } } })
    expect(response.body).not.toContain('secret detail')
    expect(response.body).not.toContain('stack')
  })

  test('an event of a full batch is refused alone, not the batch', async () => {
    const payload = { events: [orderEvent('DE'), { ...orderEvent('DE'), timestamp: 'yesterday' }] }
    const response = await app.fastify.inject({ ...events(0), payload })
    expect(response.json()).toEqual({
      accepted: 1,
      duplicate: 0,
      rejected: [{ index: 1, code: 'invalid_event', reason: expect.stringContaining('timestamp') }],
    })
  })
})
