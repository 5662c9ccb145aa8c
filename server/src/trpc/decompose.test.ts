import type { Decomposition, Frame } from '@tessera/plugin-api/wire'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const request = {
  query: {
    metrics: [{ id: 'orders.orders' }],
    time: { range: { from: '2026-10-01', to: '2026-10-02' } },
    compare: [{ kind: 'previous_period' }],
  },
  dimensions: ['orders.country'],
}
const earlier = (country: string) => ({ ...orderEvent(country), timestamp: '2026-09-30T20:00:00Z' })

describeOneDatabase('a change taken apart over HTTP', (open) => {
  let app: App
  beforeAll(async () => {
    app = await startTestApp(await open())
    for (const [slug, events] of [
      ['acme', [earlier('US'), orderEvent('US'), orderEvent('US'), orderEvent('DE')]],
      ['globex', [earlier('FR'), orderEvent('FR')]],
    ] as const) {
      const headers = { authorization: `Bearer ${await keyFor(app, slug, 'events:write')}` }
      await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload: { events } })
    }
    return () => app.close()
  })
  const post = (headers: Record<string, string>) =>
    app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/decompose', headers, payload: request })

  test('a viewer reads it, of the own tenant only', async () => {
    const answer = (await post({ cookie: await cookieFor(app.fastify, 'viewer') })).json<Decomposition>()
    expect(answer).toMatchObject({ kind: 'sum', change: 2, now: { value: 3 }, before: { value: 1 } })
    const parts = answer.dimensions[0]?.parts.map(({ key, effect }) => [key, effect])
    expect(parts?.toSorted()).toEqual([
      ['DE', 1],
      ['US', 1],
    ])
  })

  test('a stranger and a key without the right are refused', async () => {
    expect((await post({})).json()).toMatchObject({ status: 401, code: 'signed_out' })
    const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'events:write')}` }
    expect((await post(headers)).json()).toMatchObject({ status: 403, code: 'scope_missing' })
  })

  const put = (headers: Record<string, string>, ...rows: readonly object[]) =>
    app.fastify.inject({ method: 'PUT', url: '/api/v1/targets', headers, payload: { rows } })
  const october = { metric: 'orders.orders', from: '2026-10-01', to: '2026-11-01', target: { gte: 31 } }

  test('targets are set by editors for their tenant, count in answers, and keep their history', async () => {
    const editor = { cookie: await cookieFor(app.fastify, 'editor') }
    const viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    const other = { authorization: `Bearer ${await keyFor(app, 'globex', 'metrics:read')}` }
    const target = async (headers: Record<string, string>) => {
      const payload = { metrics: [{ id: 'orders.orders' }], time: { range: { from: '2026-10-01', to: '2026-10-03' } } }
      const answer = await app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload })
      return answer.json<Frame>().columns[0]?.target
    }
    expect((await put(viewer, october)).json()).toMatchObject({ status: 403, code: 'scope_missing' })
    const before = await target(viewer)
    const check = { method: 'PUT', url: '/api/v1/targets', headers: editor } as const
    const told = await app.fastify.inject({ ...check, payload: { rows: [october], check: true } })
    expect(told.json()).toEqual({ set: 1, unchanged: 0, removed: 0 })
    expect(await target(viewer)).toEqual(before)
    expect((await put(editor, october)).json()).toEqual({ set: 1, unchanged: 0, removed: 0 })
    expect((await put(editor, october)).json()).toEqual({ set: 0, unchanged: 1, removed: 0 })
    expect([await target(viewer), await target(other)]).toEqual([{ gte: 2 }, before])
    expect((await put(editor, { ...october, target: { gte: 62 } })).json()).toEqual({
      set: 1,
      unchanged: 0,
      removed: 0,
    })
    expect(await target(viewer)).toEqual({ gte: 4 })
    const list = (headers: Record<string, string>, path = '') =>
      app.fastify.inject({ url: `/api/v1/targets${path}?metric=orders.orders`, headers })
    expect((await list(viewer)).json()).toMatchObject([{ ...october, dimension: null, target: { gte: 62 } }])
    expect((await list(other)).json()).toEqual([])
    expect((await put(editor, { ...october, target: null })).json()).toEqual({ set: 0, unchanged: 0, removed: 1 })
    expect(await target(viewer)).toEqual(before)
    const changes = (await list(viewer, '/changes')).json<{ change: { before: object | null; removed: boolean } }[]>()
    expect(changes.map(({ change }) => [change.removed, change.before])).toEqual([
      [true, { gte: 62 }],
      [false, { gte: 31 }],
      [false, null],
    ])
    const admin = { cookie: await cookieFor(app.fastify, 'admin') }
    expect((await app.fastify.inject({ url: '/api/v1/audit', headers: admin })).body).toContain('core.targets_set')
  })

  test('of rows of targets none is set where one is wrong, and each is told', async () => {
    const editor = { cookie: await cookieFor(app.fastify, 'editor') }
    const refused = await put(
      editor,
      october,
      { ...october, metric: 'orders.none' },
      { ...october, from: '2026-10-31', to: '2026-12-01' },
      { ...october, from: '2026-12-01' },
      { ...october, dimension: 'orders.country' },
      { ...october, from: '2027-01-01', to: '2027-02-01', target: null },
    )
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'targets_wrong',
      detail: expect.stringMatching(/^5 of 6/),
    })
    expect(refused.json<{ issues: { path: string }[] }>().issues.map(({ path }) => path)).toEqual(
      [1, 2, 3, 4, 5].map((row) => `rows.${row}`),
    )
    expect((await app.fastify.inject({ url: '/api/v1/targets', headers: editor })).json()).toEqual([])
  })
})
