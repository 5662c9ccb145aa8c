import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { pluginClient, provideClient } from '@tessera/plugin-api/web'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import { plugin } from '../../fixtures/plugins/orders/plugin.ts'
import type ordersServer from '../../fixtures/plugins/orders/server/index.ts'
import type { AppRouter } from './app-router.ts'

type Routes = (typeof ordersServer)['routes']

describeOneDatabase('a page calls its own plugin', (open) => {
  beforeAll(async () => {
    const app = await startTestApp(await open())
    const authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'events:write')}`
    const payload = { events: [orderEvent('PL')] }
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: { authorization }, payload })
    const address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const links = [httpBatchLink({ url: `${address}/api/trpc`, headers: { authorization } })]
    provideClient(createTRPCClient<AppRouter>({ links }))
    return () => app.close()
  })

  test('with the types of its router', async () => {
    const orders = pluginClient<Routes>(plugin)
    expect(await orders.list.query({ country: 'PL' })).toMatchObject([{ country: 'PL' }])
    const wrong = Reflect.get(orders, 'list') as { query: (input: unknown) => Promise<unknown> }
    await expect(wrong.query({})).rejects.toMatchObject({ data: { problem: { code: 'input_invalid' } } })
  })
})
