import { definePlugin, extensionPoint, job } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const sources = extensionPoint<{ read: (day: string) => Promise<number> }>()(
  'hub/sources/v1',
  z.object({ title: z.string() }),
)
const hub = definePlugin({
  id: 'hub',
  title: 'Hub',
  extensionPoints: [sources],
  jobs: { gather: job({ title: 'Gather', per: 'tenant', timeout: '10s', retries: 0 }) },
})
const spoke = (id: string) =>
  definePlugin({
    id,
    title: id,
    requires: { hub: '^1' },
    contributes: [sources.contribute(id, { title: `From ${id}` })],
  })
const near = spoke('near')
const far = spoke('far')

const { router, procedure } = pluginTrpc(hub)
let gathered: readonly number[] = []
const server = defineServer(hub, {
  routes: router({
    titles: procedure.query(({ ctx }) =>
      [...ctx.contributions.data(sources)].map(([key, { data }]) => [key, data.title]),
    ),
  }),
  jobs: {
    gather: async ({ contributions }) => {
      const parts = [...contributions.server(sources).values()]
      gathered = await Promise.all(parts.map((part) => part.server.read('2026-11-20')))
    },
  },
})
const nearServer = defineServer(near, { contributions: [sources.server('near', { read: async (day) => day.length })] })
const farServer = defineServer(far, { contributions: [sources.server('far', { read: async () => 7 })] })

describeDatabases('contributions', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server, nearServer, farServer])
    return () => host.close()
  })

  test('are those of plugins the tenant has enabled, data and code alike', async () => {
    const [tenant, other] = host.tenants
    const titles = (plugins?: readonly string[]) =>
      host.call({ tenant, ...(plugins ? { plugins } : {}) }, { plugin: 'hub', name: 'titles' })
    expect(await titles()).toEqual([
      ['far', 'From far'],
      ['near', 'From near'],
    ])
    expect(await titles(['hub', 'far'])).toEqual([['far', 'From far']])
    await host.runJob(tenant, 'hub.gather')
    expect(gathered.toSorted()).toEqual([10, 7])
    await host.setPlugin(tenant, 'near', false)
    await host.runJob(tenant, 'hub.gather')
    expect(gathered).toEqual([7])
    await host.runJob(other, 'hub.gather')
    expect(gathered.toSorted()).toEqual([10, 7])
  })

  test('of a plugin that fails are gone at the next look', async () => {
    host.registry.fail('far', 'run', new Error('broken'))
    await host.runJob(host.tenants[1], 'hub.gather')
    expect(gathered).toEqual([10])
  })
})
