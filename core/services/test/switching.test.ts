import { definePlugin, job } from '@tessera/plugin-api'
import { defineServer } from '@tessera/plugin-api/server'
import { pluginOfCurrentCall } from '@tessera/registry'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const base = definePlugin({
  id: 'base',
  title: 'Base',
  settings: z.object({ word: z.string().default('hello') }),
  jobs: { work: job({ title: 'Work', per: 'tenant', timeout: '10s', retries: 0 }) },
})
const upper = definePlugin({ id: 'upper', title: 'Upper', requires: { base: '^1' } })

const said: string[] = []
/** Whose a call and a timer it leaves behind are taken for: what a plugin's throws is not the server's end. */
const blamed: (string | undefined)[] = []
const leaveTimer = () =>
  new Promise<void>((left) => {
    blamed.push(pluginOfCurrentCall())
    setTimeout(() => {
      blamed.push(pluginOfCurrentCall())
      left()
    })
  })
const baseServer = defineServer(base, {
  jobs: { work: leaveTimer },
  onEnable: async ({ tenant, settings }) => void said.push(`base on in ${tenant.slug}: ${settings.word}`),
  onDisable: async ({ tenant, audit }) => {
    said.push(`base off in ${tenant.slug}`)
    await audit.record('left')
  },
})
const upperServer = defineServer(upper, {
  onDisable: async ({ tenant }) => {
    said.push(`upper off in ${tenant.slug}`)
    await leaveTimer()
  },
})

describeDatabases('a switched plugin', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [baseServer, upperServer])
    return () => host.close()
  })

  test('is told, and so are those that go and come with it', async () => {
    said.length = 0
    const [tenant] = host.tenants
    await host.setPlugin(tenant, 'base', false)
    expect(said).toEqual([`base off in ${tenant.slug}`, `upper off in ${tenant.slug}`])
    expect(await host.audit(tenant)).toMatchObject([{ action: 'base.left', actor: { kind: 'job' } }])
    await host.setPlugin(tenant, 'base', false)
    await host.setPlugin(tenant, 'upper', true)
    expect(said.slice(2)).toEqual([`base on in ${tenant.slug}: hello`])
  })
  test('is known to be the one whose code runs, in jobs too', async () => {
    const [, tenant] = host.tenants
    blamed.length = 0
    await host.runJob(tenant, 'base.work')
    await host.setPlugin(tenant, 'base', false)
    expect(blamed).toEqual(['base', 'base', 'upper', 'upper'])
  })
})
