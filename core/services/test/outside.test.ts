import { definePlugin, job, secret } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'crm',
  title: 'CRM',
  settings: z.object({ apiToken: secret({ title: 'API token' }), pageSize: z.int().default(10) }),
  jobs: { pull: job({ title: 'Pull', per: 'tenant', timeout: '1m' }) },
})
const { router, procedure } = pluginTrpc(plugin)
const url = 'https://crm.example/deals'
const pulled: unknown[] = []
const server = defineServer(plugin, {
  routes: router({
    deals: procedure.query(async ({ ctx }) => {
      const token = await ctx.secrets.read('apiToken')
      const headers = { authorization: `Bearer ${token}` }
      const response = await ctx.http.fetch(`${url}?size=${ctx.settings.pageSize}`, { headers })
      return { status: response.status, deals: await response.json(), settings: ctx.settings }
    }),
    isSet: procedure.query(({ ctx }) => ctx.secrets.isSet('apiToken')),
    handOn: procedure.query(async ({ ctx }) =>
      ctx.jobs.enqueue('pull', { input: { url: `${url}?token=${await ctx.secrets.read('apiToken')}` } }),
    ),
    inside: procedure.query(({ ctx }) => ctx.transaction(() => ctx.secrets.read('apiToken'))),
    askInside: procedure.query(({ ctx }) => ctx.transaction(() => ctx.http.fetch(url))),
  }),
  jobs: {
    pull: async ({ secrets, http, tenant }) => {
      pulled.push([tenant.slug, await secrets.read('apiToken'), (await http.fetch(url)).status])
    },
  },
})

describeDatabases('secrets and other systems among the services of a plugin', (open) => {
  let host: TestHost
  const called = (n: 0 | 1, name: string) => host.call({ tenant: host.tenants[n] }, { plugin: 'crm', name })
  const code = (calling: Promise<unknown>) =>
    calling.then(
      (value) => value,
      (error: { code: string }) => error.code,
    )
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    pulled.splice(0)
    return () => host.close()
  })

  test('are the tenant’s own, in procedures and jobs', async () => {
    host.http.answer(url, ({ headers }) => ({ json: [headers['authorization']] }))
    expect(await code(called(0, 'deals'))).toBe('secret_missing')
    await host.setSettings(host.tenants[0], 'crm', { apiToken: 'tok-globex' })
    await host.setSettings(host.tenants[1], 'crm', { apiToken: 'tok-acme' })
    expect(await called(0, 'deals')).toEqual({
      status: 200,
      deals: ['Bearer tok-globex'],
      settings: { pageSize: 10 },
    })
    expect(await called(1, 'deals')).toMatchObject({ deals: ['Bearer tok-acme'] })
    await host.runJob(host.tenants[1], 'crm.pull')
    expect(pulled).toEqual([['acme', 'tok-acme', 200]])
    await host.setSettings(host.tenants[0], 'crm', { apiToken: null })
    expect([await called(0, 'isSet'), await called(1, 'isSet')]).toEqual([false, true])
  })

  test('are not put into the input of a job, nor used inside of a transaction', async () => {
    expect(await code(called(1, 'handOn'))).toBe('secret_in_input')
    expect(await code(called(1, 'inside'))).toBe('transaction_open')
    expect(await code(called(1, 'askInside'))).toBe('transaction_open')
  })

  test('nothing leaves a test: what nobody answers is refused with its address', async () => {
    host.http.answer(/crm\.example/, { status: 503 })
    const before = host.http.requests.length
    expect(await called(1, 'deals').catch((error: Error) => error.message)).toMatch(/JSON/)
    expect(host.http.requests).toHaveLength(before + 4)
    const other = await openTestHost(open, [server])
    await other.setSettings(other.tenants[0], 'crm', { apiToken: 'tok' })
    const asking = other.call({ tenant: other.tenants[0] }, { plugin: 'crm', name: 'deals' })
    await expect(asking).rejects.toThrow(`nothing answers GET ${url}?size=10`)
    await other.close()
  })
})
