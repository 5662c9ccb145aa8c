import { definePlugin, job } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, type TenantServices } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'

const plugin = definePlugin({
  id: 'keeper',
  title: 'Keeper',
  jobs: { keep: job({ title: 'Keep', per: 'tenant', timeout: '10s', retries: 0 }) },
})
const { router, procedure } = pluginTrpc(plugin)

type Try = (services: TenantServices<typeof plugin>) => Promise<unknown>
let attempt: Try = async () => {}

const server = defineServer(plugin, {
  routes: router({ keep: procedure.query(({ ctx }) => attempt(ctx)) }),
  jobs: { keep: async (work) => void (await attempt(work)) },
})

describeDatabases('audit', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const ann = { id: '0c000000-0000-4000-8000-00000000000c', name: 'Ann', email: 'ann@globex.test' }
  const call = (run: Try, tenant = 0) => {
    attempt = run
    const caller = { tenant: host.tenants[tenant] ?? null, user: ann }
    return host.call(caller, { plugin: 'keeper', name: 'keep' })
  }
  const read = async (tenant = 0) => host.audit(host.tenants[tenant] ?? host.tenants[0])

  test('says what was done, to what, and who did it', async () => {
    await call(({ audit }) => audit.record('quota_changed', { subject: 'north', details: { from: 1, to: 2 } }))
    attempt = ({ audit }) => audit.record('quotas_carried')
    await host.runJob(host.tenants[0], 'keeper.keep')
    expect(await read()).toMatchObject([
      { action: 'keeper.quotas_carried', actor: { kind: 'job', id: 'keeper.keep' }, subject: null, details: {} },
      {
        action: 'keeper.quota_changed',
        actor: { kind: 'person', id: ann.id, name: 'Ann' },
        plugin: 'keeper',
        subject: 'north',
        details: { from: 1, to: 2 },
      },
    ])
    expect(await read(1)).toEqual([])
  })

  test('is written with the transaction it belongs to, or not at all', async () => {
    const before = (await read()).length
    const failing = call(({ transaction, audit }) =>
      transaction(async () => {
        await audit.record('undone')
        throw new Error('failed')
      }),
    )
    await expect(failing).rejects.toThrow('failed')
    expect(await read()).toHaveLength(before)
    await call(({ transaction, audit }) =>
      transaction(async (db) => {
        await audit.record('first')
        await sql`select 1`.execute(db)
        await audit.record('second')
      }),
    )
    expect(
      (await read())
        .slice(0, 2)
        .map(({ action }) => action)
        .toSorted(),
    ).toEqual(['keeper.first', 'keeper.second'])
  })

  test('takes no other names, no large or unreadable details', async () => {
    const refused = { code: 'audit_invalid' }
    await expect(call(({ audit }) => audit.record('Core.Login'))).rejects.toMatchObject(refused)
    const large = { text: 'x'.repeat(17_000) }
    await expect(call(({ audit }) => audit.record('noted', { details: large }))).rejects.toMatchObject(refused)
    await expect(call(({ audit }) => audit.record('noted', { subject: 'a\0b' }))).rejects.toMatchObject(refused)
  })

  test('is changed and deleted by nobody', async () => {
    const [tenant] = host.tenants
    for (const statement of [sql`update core.audit set action = 'x'`, sql`delete from core.audit`]) {
      const running = host.database.tenantTransaction(tenant.id, (db) => statement.execute(db))
      await expect(running).rejects.toThrow(/permission denied/)
    }
  })
})
