import type { Decomposition } from '@tessera/plugin-api/wire'
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
})
