import type { RowsAnswer } from '@tessera/plugin-api/wire'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const request = {
  query: {
    metrics: [{ id: 'orders.orders' }],
    dimensions: ['orders.country'],
    time: { range: { from: '2026-10-01', to: '2026-10-02' } },
  },
  at: { metric: 'orders.orders', dimensions: { 'orders.country': 'US' } },
}

describeOneDatabase('rows behind a number over HTTP', (open) => {
  let app: App
  const users = { acme: '', globex: '' }

  beforeAll(async () => {
    app = await startTestApp(await open())
    for (const slug of ['acme', 'globex'] as const) {
      const event = orderEvent('US')
      users[slug] = event.userId
      const headers = { authorization: `Bearer ${await keyFor(app, slug, 'events:write')}` }
      await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload: { events: [event] } })
    }
    return () => app.close()
  })

  const post = (headers: Record<string, string>, payload: object = request) =>
    app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/rows', headers, payload })
  const asRole = async (role: 'viewer' | 'editor' | 'admin') => ({ cookie: await cookieFor(app.fastify, role) })
  const asKey = async (slug: string, ...scopes: Parameters<typeof keyFor>[2][]) => ({
    authorization: `Bearer ${await keyFor(app, slug, ...scopes)}`,
  })

  test('a viewer and an editor see the row, but not whose it is', async () => {
    for (const role of ['viewer', 'editor'] as const) {
      const answer = await post(await asRole(role))
      expect(answer.json<RowsAnswer>()).toMatchObject({ total: 1, nextCursor: null })
      expect(answer.body).not.toContain(users.acme)
      expect(answer.body).toContain('•••')
    }
  })

  test('an admin, and a key with the right for it, see whose it is', async () => {
    expect((await post(await asRole('admin'))).body).toContain(users.acme)
    expect((await post(await asKey('acme', 'metrics:read', 'rows:read_personal'))).body).toContain(users.acme)
    expect((await post(await asKey('acme', 'metrics:read'))).body).not.toContain(users.acme)
  })

  test('another tenant sees its own row only', async () => {
    const answer = await post(await asKey('globex', 'metrics:read', 'rows:read_personal'))
    expect(answer.json<RowsAnswer>().total).toBe(1)
    expect(answer.body).toContain(users.globex)
    expect(answer.body).not.toContain(users.acme)
  })

  test('a stranger, a key without the right to read, and a wrong place are refused', async () => {
    expect((await post({})).json()).toMatchObject({ status: 401, code: 'signed_out' })
    expect((await post(await asKey('acme', 'events:write', 'rows:read_personal'))).json()).toMatchObject({
      status: 403,
      code: 'scope_missing',
    })
    const wrong = await post(await asRole('viewer'), { ...request, at: { metric: 'orders.none' } })
    expect(wrong.json()).toMatchObject({ status: 422, code: 'cell_unknown' })
    const broken = await post(await asRole('viewer'), { ...request, cursor: 'x' })
    expect(broken.json()).toMatchObject({ status: 422, code: 'cursor_invalid' })
  })
})
