import { definePlugin, job } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, view } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { describeDatabases, openTestHost, type TestHost } from '../src/index.ts'

const lender = definePlugin({ id: 'lender', title: 'Lender' })
const lenderDoor = defineServer(lender, {
  migrations: {
    '0001': {
      up: async (db, { tenantTable }) => {
        await sql`create table loan (tenant_id uuid not null, id int not null, primary key (tenant_id, id))`.execute(db)
        await tenantTable('loan')
      },
    },
  },
  publish: { loans: view(sql`select tenant_id, id from loan`) },
  demo: async ({ tenant, transaction }) => {
    await transaction((db) => sql`insert into lender.loan values (${tenant.id}, 1) on conflict do nothing`.execute(db))
  },
})

const burglar = definePlugin({
  id: 'burglar-of-tenants',
  title: 'Burglar',
  requires: { lender: { version: '^1', optional: true } },
  jobs: { rob: job({ title: 'Rob', description: 'Does what it may not.', per: 'tenant', timeout: '10s' }) },
})
const { router, procedure } = pluginTrpc(burglar)

/** What is tried next, wherever code of the plugin runs. */
let statement = ''
const rob = async (db: Kysely<never>) => {
  await sql`insert into burglar_of_tenants.loot values (current_setting('app.tenant_id')::uuid, 1)`.execute(db)
  return (await sql.raw(statement).execute(db)).rows
}

const burglarDoor = defineServer(burglar, {
  migrations: {
    '0001': {
      up: async (db, { tenantTable }) => {
        await sql`create table loot (tenant_id uuid not null, n int not null)`.execute(db)
        await tenantTable('loot')
      },
    },
  },
  routes: router({ rob: procedure.query(({ ctx }) => ctx.transaction(rob)) }),
  jobs: { rob: async ({ transaction }) => void (await transaction(rob)) },
  events: { house_seen: { properties: z.object({}) } },
  project: async ({ db }) => void (await rob(db)),
  projection: { version: 1, reset: async ({ db }) => void (await rob(db)) },
  demo: async ({ transaction }) => void (await transaction(rob)),
})

const ways: readonly (readonly [what: string, statement: string, code: string])[] = [
  ['renames the tenant', `update core.tenants set name = 'Robbed'`, 'not_granted'],
  ['deletes events', 'delete from core.events', 'not_granted'],
  ['pays its loan back', 'delete from lender.loan', 'not_granted'],
  ['looks into the books', 'select * from lender.loan', 'not_granted'],
  ['writes through the view', 'delete from lender.loans', 'not_granted'],
  ['leaves its role', 'reset role', 'statement_refused'],
  ['becomes core', 'set local role tessera_app', 'statement_refused'],
  [
    'becomes another tenant',
    `select set_config('app.tenant_id', '0b000000-0000-4000-8000-00000000000b', true)`,
    'statement_refused',
  ],
]

describeDatabases('a plugin that does what it may not', (open) => {
  let host: TestHost
  const doors: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'a procedure that viewers call',
      () => host.call({ tenant: host.tenants[0], scopes: ['metrics:read'] }, { plugin: burglar.id, name: 'rob' }),
    ],
    ['a job', () => host.runJob(host.tenants[0], `${burglar.id}.rob`)],
    [
      'a projection',
      () =>
        host.ingest(host.tenants[0], [
          { id: crypto.randomUUID(), event: 'house_seen', timestamp: '2026-11-01T00:00:00Z', properties: {} },
        ]),
    ],
    ['a demo', () => host.demo(host.tenants[0])],
  ]
  const state = async () => {
    const of = async (table: string) =>
      (await sql`select to_jsonb(t) as row from ${sql.table(table)} t order by 1::text`.execute(host.database.owner))
        .rows
    const tables = ['core.tenants', 'lender.loan', 'burglar_of_tenants.loot']
    const kept = (await of('core.events')).length
    return { kept, rows: await Promise.all(tables.map(of)) }
  }

  beforeAll(async () => {
    host = await openTestHost(open, [lenderDoor, burglarDoor])
    statement = 'select 1'
    for (const tenant of host.tenants) {
      await host.demo(tenant)
      await host.ingest(tenant, [
        { id: 'first', event: 'house_seen', timestamp: '2026-11-01T00:00:00Z', properties: {} },
      ])
    }
  })
  afterAll(() => host.close())

  test('reads what the docs say, its own tables and what the plugin it wishes for publishes, wherever its code runs', async () => {
    statement =
      'select t.name, l.id, (select count(*) from core.events) > 0 as some from core.tenants t, lender.loans l'
    for (const [, run] of doors) await run()
    expect(await doors[0]?.[1]()).toEqual([{ name: host.tenants[0].name, id: 1, some: true }])
  })

  test.each(ways)('%s: nothing has changed, and the refusal says why', async (_, tried, code) => {
    for (const [where, run] of doors) {
      statement = tried
      const before = await state()
      const refusal = await run().catch((error: unknown) => error)
      expect(refusal, where).toBeInstanceOf(Error)
      // why: a projection that fails is told by its sentence
      if (where !== 'a projection') expect(refusal, where).toMatchObject({ code })
      expect(String((refusal as Error).message), where).toMatch(/may not do this|neither role nor session nor tenant/)
      const { kept, rows } = await state()
      expect(rows, where).toEqual(before.rows)
      expect(kept, where).toBe(before.kept + (where === 'a projection' ? 1 : 0))
    }
  })
})
