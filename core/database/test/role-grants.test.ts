import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Migration } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { coreMigrations, type Database } from '../src/index.ts'

const tenant = '00000000-0000-7000-8000-000000000001'
const roles = '0013_roles'
const before = Object.fromEntries(Object.entries(coreMigrations).filter(([name]) => name < roles))

const things: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table thing (tenant_id uuid not null, id int not null)`.execute(db)
    await tenantTable('thing')
    await sql`create table ticket (id serial primary key, tenant_id uuid not null)`.execute(db)
    await tenantTable('ticket')
    await sql`grant usage on sequence ticket_id_seq to tessera_app`.execute(db)
    await sql`create view seen with (security_invoker = true) as select * from thing`.execute(db)
    await sql`grant select on seen to tessera_app`.execute(db)
  },
}

/** Takes from all tables what they have of the roles of plugins and of questions, as older versions made them. */
async function makeOld(database: Database): Promise<void> {
  for (const { schema, name } of await database.listTenantTables()) {
    const table = sql.table(`${schema}.${name}`)
    await sql`alter policy tenant_rows on ${table} to tessera_app`.execute(database.owner)
    await sql`revoke all on ${table} from tessera_reader`.execute(database.owner)
  }
  await sql`revoke all on shop.seen from tessera_reader`.execute(database.owner)
  await sql`revoke all on schema core, shop, tessera from tessera_reader`.execute(database.owner)
}

describeDatabases('a database from before there were roles of plugins', (open) => {
  test('is brought up to date by its next start, and by the one after that again', async () => {
    expect(Object.keys(coreMigrations)).toContain(roles)
    const database = await open({ empty: true })
    await database.migrate('core', before)
    await database.migrate('shop', { '0001': things })
    await makeOld(database)
    const insert = sql`insert into shop.thing values (${tenant}, 1)`
    await database.tenantTransaction(tenant, (db) => insert.execute(db))
    const read = (options: object) =>
      database.tenantTransaction(tenant, async (db) => (await sql`select id from shop.seen`.execute(db)).rows, options)
    await expect(read({ readOnly: true })).rejects.toThrow('permission denied')
    for (const _ of ['first', 'second']) {
      await database.migrate('core', coreMigrations)
      await database.migrate('shop', { '0001': things })
      await database.assertTenantTables('core', 'shop', 'tessera')
      await database.grantPlugin({ schema: 'shop', reads: ['away'] })
      expect(await read({ readOnly: true })).toEqual([{ id: 1 }])
      expect(await read({ plugin: 'shop' })).toEqual([{ id: 1 }])
    }
    const numbered = sql`insert into shop.ticket (tenant_id) values (${tenant}) returning id`
    const { rows } = await database.tenantTransaction(tenant, (db) => numbered.execute(db), { plugin: 'shop' })
    expect(rows).toEqual([{ id: 1 }])
  })

  test('plugins with long names, and those added later, have roles of their own', async () => {
    const database = await open()
    await database.migrate('core', coreMigrations)
    const long = 'a_plugin_whose_name_is_as_long_as_nobody_would_ever_write_it_down'
    for (const schema of [`${long}_one`, `${long}_two`, 'select']) {
      await database.grantPlugin({ schema, reads: [] })
      const who = database.tenantTransaction(
        tenant,
        (db) => sql<{ role: string }>`select current_user as role`.execute(db),
        {
          plugin: schema,
        },
      )
      const [{ role = '' } = {}] = (await who).rows
      expect(role).toMatch(/^tessera_plugin_/)
      expect(role.length).toBeLessThanOrEqual(63)
      if (schema !== 'select') expect(role).not.toBe(`tessera_plugin_${schema}`.slice(0, 63))
    }
  })
})
