import { definePlugin, job } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, type Log } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'

const plugin = definePlugin({
  id: 'teller',
  title: 'Teller',
  jobs: {
    tell: job({ title: 'Tell', per: 'tenant', timeout: '10s', retries: 0 }),
    tell_all: job({ title: 'Tell all', per: 'installation', timeout: '10s', retries: 0 }),
  },
})
const { router, procedure } = pluginTrpc(plugin)

const tell = (log: Log) => {
  log.info('plain')
  log.warn({ count: 2, plugin: 'other', tenant: 'other', token: 'tok', mail: { password: 'pass' } }, 'with fields')
  log.error({ err: new Error('broken') }, 'with an error')
}

const server = defineServer(plugin, {
  routes: router({
    tell: procedure.query(({ ctx }) => tell(ctx.log)),
    tell_unreadable: procedure.query(({ ctx }) => {
      const field = {
        get deal() {
          throw new Error('not loaded')
        },
      }
      ctx.log.info(field, 'a deal')
      return 'told'
    }),
    now: procedure.query(({ ctx }) => ctx.clock.now()),
  }),
  jobs: {
    tell: async ({ log }) => tell(log),
    tell_all: async ({ log, tenants, forTenant }) => {
      log.info('all')
      for (const tenant of await tenants()) {
        const { clock, log: own } = await forTenant(tenant)
        own.info({ now: clock.now() }, 'one')
      }
    },
  },
})

describeDatabases('log and clock', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const linesOf = async (run: () => Promise<unknown>) => {
    const before = host.log().length
    await run()
    return host.log().slice(before)
  }

  test('a field that cannot be read does not end the work it tells of', async () => {
    const [tenant] = host.tenants
    const lines = await linesOf(async () => {
      expect(await host.call({ tenant }, { plugin: 'teller', name: 'tell_unreadable' })).toBe('told')
    })
    expect(lines).toMatchObject([{ plugin: 'teller', level: 'info', msg: 'a deal', unreadable: 'not loaded' }])
  })

  test('a line names plugin and tenant, whatever it says itself, and keeps no secret', async () => {
    const [tenant] = host.tenants
    const lines = await linesOf(() => host.call({ tenant }, { plugin: 'teller', name: 'tell' }))
    const bound = { plugin: 'teller', tenant: tenant.slug }
    expect(lines).toMatchObject([
      { ...bound, level: 'info', msg: 'plain' },
      { ...bound, level: 'warn', msg: 'with fields', count: 2 },
      { ...bound, level: 'error', msg: 'with an error', err: { message: 'broken' } },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/tok"|pass"|other/)
  })

  test('a line of a job names its run, that of an installation no tenant', async () => {
    const [tenant] = host.tenants
    const [first] = await linesOf(() => host.runJob(tenant, 'teller.tell'))
    expect(first).toMatchObject({ tenant: tenant.slug, job: 'teller.tell', run: expect.any(String) as string })
    const [all, ...ones] = await linesOf(() => host.runJob(null, 'teller.tell_all'))
    expect(all).not.toHaveProperty('tenant')
    const run = all?.['run']
    expect(ones).toMatchObject(
      host.tenants
        .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
        .map(({ slug, asOf }) => ({ tenant: slug, run, now: asOf.toISOString() })),
    )
  })

  test('the clock is that of the tenant, also after it was set', async () => {
    const [, tenant] = host.tenants
    const now = (of: typeof tenant) => host.call({ tenant: of }, { plugin: 'teller', name: 'now' })
    expect(await now(tenant)).toEqual(tenant.asOf)
    const later = await host.setClock(tenant, new Date('2027-02-01T00:00:00Z'))
    expect(await now(later)).toEqual(new Date('2027-02-01T00:00:00Z'))
    const lines = await linesOf(() => host.runJob(null, 'teller.tell_all'))
    expect(lines.map((line) => line['now'])).toContain('2027-02-01T00:00:00.000Z')
  })
})
