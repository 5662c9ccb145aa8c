import { describeDatabases } from '@tessera/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenInstallation } from '../../fixtures/broken-installation.ts'
import { question } from '../../fixtures/hostile-questions.ts'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import { valuesPlugin } from '../../fixtures/values-plugin.ts'
import type { App } from '../start/app.ts'
import { findTenant } from '@tessera/tenancy'

const installation = brokenInstallation(['orders'], { values: valuesPlugin })
afterAll(installation.remove)

describeDatabases('values nobody means well', (open) => {
  let app: App
  let authorization = ''
  let cookie = ''

  beforeAll(async () => {
    app = await startTestApp(await open(), { root: installation.root, env: { TESSERA_REQUESTS_PER_MINUTE: '0' } })
    authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'events:write')}`
    cookie = await cookieFor(app.fastify, 'admin')
    const { database } = app.services
    const { id } = await findTenant(database.owner, 'acme')
    await database.tenantTransaction(id, (db) =>
      sql`insert into values.row (tenant_id, at, text, small, large, exact, flag, day, link)
        values (${id}, '2026-10-01T00:00:00Z', 'word', 1, 9223372036854775807, 1.5, true, '2026-10-01', ${id})`.execute(
        db,
      ),
    )
    return () => app.close()
  })

  const post = (url: string, payload: unknown) =>
    app.fastify.inject({
      method: 'POST',
      url,
      headers: { authorization, 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    })
  const ask = (body: object) => post('/api/v1/metrics/query', body)
  const rows = { metrics: [{ id: 'values.rows' }], time: { range: { from: '2026-01-01', to: '2027-01-01' } } }
  const asAdmin = (name: string, input: unknown) =>
    app.fastify.inject({
      method: 'POST',
      url: `/trpc/${name}`,
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      payload: JSON.stringify(input),
    })

  test(
    'whatever stands at any place of a question, it is answered or refused by name',
    { timeout: 120_000 },
    async () => {
      const met = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(question, async (body) => {
          const answer = await ask(body)
          const { code = 'answered' } = answer.json<{ code?: string }>()
          met.set(code, (met.get(code) ?? 0) + 1)
          expect(answer.statusCode, answer.body.slice(0, 300)).toBeLessThan(500)
          expect(code).toMatch(/^[a-z_]+$/)
        }),
        { numRuns: 120 },
      )
      // why: hostile values must get as far as the database, or nothing was tried
      expect(met.get('answered')).toBeGreaterThan(3)
    },
  )

  test.each([
    ['a range before year 1', { time: { range: { last: 3_000, unit: 'year' } } }],
    ['a moment in year 1', { time: { range: { last: 1, unit: 'year' }, now: '0001-01-01T00:00:00Z' } }],
    [
      'a range that begins behind the zone of year 1',
      { time: { range: { from: '0001-01-01', to: '2026-01-01' }, timeZone: 'Asia/Tokyo' } },
    ],
    [
      'a comparison before year 1',
      {
        ...rows,
        compare: [
          { kind: 'shift', n: 1_000, unit: 'year' },
          { kind: 'range', range: { last: 10_000, unit: 'year' } },
        ],
      },
    ],
    [
      'a moment at the end of years',
      { time: { range: { calendar: 'this', unit: 'year' }, now: '9999-06-01T00:00:00Z' } },
    ],
    [
      '2^63 for a small number',
      { ...rows, filters: { member: 'values.small', operator: 'equals', values: [2 ** 63] } },
    ],
    ['a NUL in a filter', { ...rows, filters: { member: 'values.text', operator: 'contains', values: ['a\0'] } }],
    ['half a pair in a name', { ...rows, metrics: [{ id: 'values.rows', as: '\ud800' }] }],
    ['a NUL in a zone', { time: { ...rows.time, timeZone: 'UTC\0' } }],
    ['a NUL in a cursor', { ...rows, limit: 1, cursor: '\0' }],
    ['a NUL in a name of a field', { ...rows, 'fill\0': 'none' }],
    ['a limit of 2^63', { ...rows, limit: 2 ** 63 }],
  ])('%s is refused with 422', async (_, body) => {
    const answer = await ask({ metrics: [{ id: 'values.rows' }], ...body })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, expect.stringMatching(/_/)])
  })

  test.each(['gte', 'equals', 'lt'])(
    '2^63 is a number like others for a column it is too large for: %s',
    async (operator) => {
      for (const member of ['values.small', 'values.large']) {
        const filters = { member, operator, values: ['9223372036854775808'] }
        const answer = await ask({ ...rows, filters })
        expect(answer.statusCode).toBe(200)
      }
    },
  )

  test('a NUL is refused at every other door too', async () => {
    const nul = encodeURIComponent('a\0')
    const answers = await Promise.all([
      app.fastify.inject({ url: `/api/values/echo/${nul}`, headers: { authorization } }),
      app.fastify.inject({ url: `/api/values/echo/word?more=${nul}`, headers: { authorization } }),
      app.fastify.inject({
        url: `/trpc/catalogue.metric?input=${encodeURIComponent(JSON.stringify({ id: 'a\0' }))}`,
        headers: { authorization },
      }),
      asAdmin('admin.createKey', { name: 'a\0', scopes: ['metrics:read'] }),
      asAdmin('admin.revokeKey', { id: '\0' }),
      asAdmin('admin.setPlugin', { plugin: 'orders\0', enabled: true }),
      asAdmin('session.switchTenant', { tenant: 'acme\0' }),
      post('/api/auth/sign-in/email', { email: 'a\0@acme.example', password: 'not the password' }),
      post('/api/auth/sign-in/email', { email: 'a@acme.example', password: '\0' }),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 422))
    const alone = await post('/api/v1/events', {
      events: [{ id: '\0', event: 'order_placed', timestamp: '2026-10-01T00:00:00Z' }],
    })
    expect(alone.json()).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: 'invalid_event' }] })
    const word = await app.fastify.inject({
      url: '/api/values/echo/w%C3%B6rd?more=%F0%9F%98%80',
      headers: { authorization },
    })
    expect([word.statusCode, word.json()]).toEqual([200, 'wörd😀'])
  })

  test.each([
    ['divided', 422, 'data_error', 'a division by zero'],
    ['swollen', 422, 'data_error', 'a number is too large'],
    ['misread', 422, 'data_error', 'a text is no number, date or id'],
    ['nowhere', 500, 'query_failed', "the plugin's SQL is wrong"],
  ])('the SQL of metric %s fails with %i %s', async (name, status, code, said) => {
    const answer = await ask({ ...rows, metrics: [{ id: `values.${name}` }] })
    expect(answer.json()).toMatchObject({ status, code, detail: expect.stringContaining(said) })
    expect(answer.json<{ detail: string }>().detail).toContain(`values.${name}`)
  })

  test.each([
    ['22012', 422, 'data_error'],
    ['22P02', 422, 'data_error'],
    ['23505', 409, 'data_conflict'],
    ['25006', 503, 'unavailable'],
    ['40001', 503, 'unavailable'],
    ['42P01', 500, 'query_failed'],
    ['53300', 503, 'unavailable'],
    ['54001', 422, 'too_complex'],
    ['57P01', 503, 'unavailable'],
    ['08006', 503, 'unavailable'],
    ['P0001', 500, 'database_error'],
    ['XX001', 500, 'database_error'],
  ])('a procedure of a plugin whose statement fails with %s answers %i %s', async (state, status, code) => {
    const byRest = await post('/api/values/raise', { state })
    expect(byRest.json()).toMatchObject({ status, code })
    expect([byRest.statusCode, byRest.headers['retry-after']]).toEqual([status, status === 503 ? '1' : undefined])
    expect(byRest.body).not.toContain('secret')
    const byTrpc = await post('/trpc/plugins.values.raise', { state })
    expect(byTrpc.json()).toMatchObject({ error: { data: { problem: { status, code } } } })
    expect([byTrpc.statusCode, byTrpc.headers['retry-after']]).toEqual([status, status === 503 ? '1' : undefined])
  })
})
