import { describeOneDatabase } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const query = {
  metrics: [{ id: 'orders.orders' }],
  dimensions: ['orders.country'],
  time: { range: { from: '2026-10-01', to: '2026-10-02' } },
}

describeOneDatabase('one report for several recipients', (open) => {
  let app: App

  beforeAll(async () => {
    app = await startTestApp(await open())
    for (const [slug, country] of [
      ['acme', 'US'],
      ['globex', 'DE'],
    ] as const) {
      const key = await keyFor(app, slug, 'events:write')
      await post(key, '/api/v1/events', { events: [orderEvent(country)] })
    }
    return () => app.close()
  })

  const post = (key: string, url: string, payload: object) =>
    app.fastify.inject({ method: 'POST', url, headers: { authorization: `Bearer ${key}` }, payload })
  /** What a recipient is given: rows, or the code of the refusal. */
  const given = async (key: string) => {
    const answer = await post(key, '/api/v1/metrics/query', query)
    return answer.statusCode === 200 ? answer.json<Frame>().rows : answer.json<{ code: string }>().code
  }
  const setPlugin = async (slug: string, enabled: boolean) => {
    const key = await keyFor(app, slug, 'admin')
    expect((await post(key, '/trpc/admin.setPlugin', { plugin: 'orders', enabled })).statusCode).toBe(200)
  }

  test('P5 each gets what the own tenant and rights give, also asked at the same moment and over again', async () => {
    const acme = await keyFor(app, 'acme', 'metrics:read')
    const globex = await keyFor(app, 'globex', 'metrics:read')
    const initech = await keyFor(app, 'initech', 'metrics:read')
    const poster = await keyFor(app, 'acme', 'events:write')
    const report = async () => Promise.all([acme, globex, initech, poster, acme].map(given))
    const right = [[['US', 1]], [['DE', 1]], [], 'scope_missing', [['US', 1]]]
    expect(await report()).toEqual(right)
    expect(await report()).toEqual(right)
  })

  test('P5 a plugin switched off for one recipient is refused to that one at once, and to no other', async () => {
    const acme = await keyFor(app, 'acme', 'metrics:read')
    const globex = await keyFor(app, 'globex', 'metrics:read')
    expect(await Promise.all([acme, globex].map(given))).toEqual([[['US', 1]], [['DE', 1]]])
    await setPlugin('globex', false)
    expect(await Promise.all([acme, globex].map(given))).toEqual([[['US', 1]], 'plugin_disabled'])
    await setPlugin('globex', true)
    expect(await Promise.all([acme, globex].map(given))).toEqual([[['US', 1]], [['DE', 1]]])
  })

  test('P5 rights are looked at when the report runs: a key revoked since it was planned gets nothing', async () => {
    const key = await keyFor(app, 'acme', 'metrics:read', 'admin')
    expect(await given(key)).toEqual([['US', 1]])
    await post(key, '/trpc/admin.revokeKey', { id: key.slice(0, 16) })
    expect((await post(key, '/api/v1/metrics/query', query)).statusCode).toBe(401)
  })
})
