import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const orders = {
  metrics: [{ id: 'orders.orders' }],
  time: { range: { from: '2026-10-01', to: '2026-10-03' }, grain: 'day' },
}
const unknown = { metrics: [{ id: 'orders.nothing' }] }
const wrong = { metrics: [] }

describeOneDatabase('plain tRPC', (open) => {
  let app: App
  let authorization = ''

  beforeAll(async () => {
    app = await startTestApp(await open())
    authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'events:write')}`
    const payload = { events: [orderEvent('US')] }
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: { authorization }, payload })
    await app.services.rollupKeeper.idle()
    return () => app.close()
  })

  const encoded = (input: unknown) => encodeURIComponent(JSON.stringify(input))
  const settled = (body: unknown): unknown =>
    JSON.parse(
      JSON.stringify(body)
        .replaceAll(/"(durationMs|cache)":("\w+"|[\d.]+)/g, '"$1":0')
        .replaceAll(/"now":"[^"]+"/g, '"now":0'),
    )
  /** The same request answered at once and, with a header that changes nothing else, by tRPC's own adapter. */
  const ask = async (url: string, headers: Record<string, string> = { authorization }) => {
    const plain = await app.fastify.inject({ method: 'GET', url, headers })
    const adapter = await app.fastify.inject({ method: 'GET', url, headers: { ...headers, 'trpc-accept': '' } })
    return [plain, adapter].map((response) => ({
      status: response.statusCode,
      type: response.headers['content-type']?.split(';', 1)[0],
      body: settled(response.json()),
    }))
  }

  test.each([
    ['one call', `metrics.query?input=${encoded(orders)}`],
    ['one call that is refused', `metrics.query?input=${encoded(unknown)}`],
    ['one call with a wrong input', `metrics.query?input=${encoded(wrong)}`],
    ['one call without input', 'metrics.query'],
    ['a call that takes no input', 'session.me'],
    ['a batch of one', `metrics.query?batch=1&input=${encoded({ 0: orders })}`],
    [
      'a batch of different fates',
      `metrics.query,metrics.query,session.me?batch=1&input=${encoded({ 0: orders, 1: unknown })}`,
    ],
    ['a batch refused as a whole', `metrics.query,metrics.query?batch=1&input=${encoded({ 0: unknown, 1: unknown })}`],
    ['a procedure that throws', 'plugins.orders.fail'],
    ['a procedure there is not', 'metrics.nothing'],
    ['a mutation', 'events.ingest'],
    ['an input that is not JSON', 'metrics.query?input=%7B'],
  ])('%s is answered as by the adapter', async (_, path) => {
    const [plain, adapter] = await ask(`/api/trpc/${path}`)
    const hidden = (one: unknown): unknown => JSON.parse(JSON.stringify(one).replaceAll(/quote \w+/g, 'quote id'))
    expect(hidden(plain)).toEqual(hidden(adapter))
  })

  test('a stranger and a wrong key are refused as by the adapter', async () => {
    for (const headers of [{}, { authorization: 'Bearer tsk_wrong' }]) {
      const [plain, adapter] = await ask(`/api/trpc/metrics.query?input=${encoded(orders)}`, headers)
      expect(plain).toEqual(adapter)
      expect(plain?.status).toBe(401)
    }
  })

  test('an answer given again is the same text but for clock, cache and duration', async () => {
    const url = '/api/v1/metrics/query'
    const post = () =>
      app.fastify.inject({ method: 'POST', url, headers: { authorization }, payload: { ...orders, limit: 7 } })
    const [first, again] = [await post(), await post()]
    expect([first.json().meta.cache, again.json().meta.cache]).toEqual(['miss', 'hit'])
    expect(settled(again.json())).toEqual(settled(first.json()))
  })
})
