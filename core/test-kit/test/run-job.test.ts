import { beforeAll, expect, test } from 'vitest'
import { definePlugin, job } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, type TenantContext } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '../src/index.ts'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'mailer',
  title: 'Mailer',
  settings: z.object({ sender: z.string().default('Tessera') }),
  jobs: {
    send: job({ title: 'Send', per: 'tenant', timeout: '10s' }),
    sweep: job({ title: 'Sweep', per: 'installation', timeout: '1m', retries: 0 }),
    sweep_late: job({ title: 'Sweep late', per: 'installation', timeout: '1m', retries: 0 }),
  },
})
const { router, procedure } = pluginTrpc(plugin)
const said: string[] = []
let meanwhile: (tenant: TenantContext) => Promise<void> = async () => {}
const server = defineServer(plugin, {
  routes: router({
    send: procedure
      .needs('admin')
      .mutation(({ ctx }) => ctx.jobs.enqueue('send', { input: { to: 'Ann' }, key: 'Ann' })),
  }),
  jobs: {
    send: async ({ tenant, input, settings }) => {
      said.push(`${settings.sender} to ${(input as { to?: string }).to ?? 'nobody'} at ${tenant.name}`)
    },
    sweep: async ({ tenants, forTenant }) => {
      for (const tenant of await tenants()) await (await forTenant(tenant)).jobs.enqueue('send')
    },
    sweep_late: async ({ tenants, forTenant }) => {
      const [first] = await tenants()
      if (!first) return
      await meanwhile(first)
      await (await forTenant(first)).jobs.enqueue('send')
    },
  },
})

describeDatabases('jobs in a test host', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })

  test('are done at once, as their tenant, with its settings', async () => {
    said.length = 0
    const [first] = host.tenants
    await host.setSettings(first, 'mailer', { sender: 'Bob' })
    await host.runJob(first, 'mailer.send', { to: 'Ann' })
    expect(said).toEqual([`Bob to Ann at ${first.name}`])
    await expect(host.runJob(first, 'mailer.none')).rejects.toMatchObject({ code: 'job_unknown' })
  })

  test('wait where procedures and other jobs enqueue them', async () => {
    const [first] = host.tenants
    const called = { plugin: 'mailer', name: 'send' }
    expect(await host.call({ tenant: first }, called)).not.toBeNull()
    expect(await host.call({ tenant: first }, called)).toBeNull()
    await host.runJob(null, 'mailer.sweep')
    const runs = await host.jobRuns()
    expect(runs.map(({ job: id, state }) => `${id} ${state}`)).toEqual(
      [first, ...host.tenants].map(() => 'mailer.send waiting'),
    )
  })
  test('of the installation do nothing more for a tenant that switched the plugin off meanwhile', async () => {
    const before = (await host.jobRuns()).length
    meanwhile = (tenant) => host.setPlugin(tenant, 'mailer', false)
    await expect(host.runJob(null, 'mailer.sweep_late')).rejects.toMatchObject({ code: 'tenant_without_plugin' })
    expect(await host.jobRuns()).toHaveLength(before)
  })
})
