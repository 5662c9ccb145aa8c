import { view, type Migration } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { sql, type Kysely } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { coreMigrations, type Database } from '../src/index.ts'

const [acme, globex] = ['0a000000-0000-4000-8000-00000000000a', '0b000000-0000-4000-8000-00000000000b'] as const

const books: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table book (tenant_id uuid not null, title text not null, price int, primary key (tenant_id, title))`.execute(
      db,
    )
    await tenantTable('book')
  },
}
const prices = view(sql`select tenant_id, title, price from book where price > ${sql.lit(0)}`)
const titles = view((db) => (db as unknown as Kysely<{ book: { title: string } }>).selectFrom('book').select('title'))

describeDatabases('views that plugins publish', (open) => {
  let database: Database
  const read = async (plugin: string, statement: string, tenant: string = acme) =>
    database.tenantTransaction(tenant, async (db) => (await sql.raw(statement).execute(db)).rows, { plugin })
  const refused = (plugin: string, statement: string) =>
    expect(read(plugin, statement), `${plugin}: ${statement}`).rejects.toMatchObject({ code: 'not_granted' })
  const publish = (views: Parameters<Database['publishViews']>[0]['views']) =>
    database.publishViews({ schema: 'shelf', views })
  const grantReaders = async () => {
    await database.grantPlugin({ schema: 'reader', reads: ['shelf'] })
    await database.grantPlugin({ schema: 'stranger', reads: [] })
  }

  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await database.migrate('shelf', { '0001': books })
    await database.grantPlugin({ schema: 'shelf', reads: [] })
    for (const tenant of [acme, globex]) {
      await database.tenantTransaction(tenant, (db) =>
        sql`insert into shelf.book values (${tenant}, ${`of ${tenant.slice(0, 2)}`}, 5), (${tenant}, 'free', 0)`.execute(
          db,
        ),
      )
    }
    await publish({ prices, titles })
    await grantReaders()
  })

  test('who requires the plugin reads them, rows of its tenant alone, and no table behind them', async () => {
    expect(await read('reader', 'select title, price from shelf.prices')).toEqual([{ title: 'of 0a', price: 5 }])
    expect(await read('reader', 'select title from shelf.prices', globex)).toEqual([{ title: 'of 0b' }])
    expect(await read('reader', 'select title from shelf.titles order by 1')).toEqual([
      { title: 'free' },
      { title: 'of 0a' },
    ])
    await refused('reader', 'select * from shelf.book')
    await refused('reader', 'delete from shelf.prices')
    await refused('stranger', 'select * from shelf.prices')
    const bare = database.tenantTransaction(acme, (db) => sql`select title from shelf.prices`.execute(db), {
      readOnly: true,
    })
    expect((await bare).rows).toEqual([{ title: 'of 0a' }])
  })

  test('what they read is known, so that answers of them follow the table', async () => {
    let seen: readonly string[] = []
    const onRead = (tables: readonly string[]) => void (seen = tables)
    await database.tenantTransaction(acme, (db) => sql`select title from shelf.prices`.execute(db), {
      readOnly: true,
      onRead,
    })
    expect(seen).toContain('shelf.book')
  })

  test('they pass the check of what is unprotected, which a view of the owner does not', async () => {
    await database.assertTenantTables('shelf')
    await sql`create view shelf.leak as select * from shelf.book`.execute(database.owner)
    await expect(database.assertTenantTables('shelf')).rejects.toMatchObject({ code: 'tenants_unprotected' })
    await sql`drop view shelf.leak`.execute(database.owner)
  })

  test('the same ones again change nothing, others are made anew, and those left out are gone', async () => {
    const oid = async (name: string) =>
      (await sql<{ oid: string }>`select to_regclass(${`shelf.${name}`})::oid::text as oid`.execute(database.owner))
        .rows[0]?.oid
    const before = await oid('prices')
    await Promise.all([publish({ prices, titles }), publish({ prices, titles })])
    expect(await oid('prices')).toBe(before)
    await publish({ prices: view(sql`select tenant_id, title from book`) })
    expect(await oid('prices')).not.toBe(before)
    expect(await oid('titles')).toBeNull()
    await grantReaders()
    expect(await read('reader', 'select title from shelf.prices order by 1')).toEqual([
      { title: 'free' },
      { title: 'of 0a' },
    ])
    await publish({ prices, titles })
    await grantReaders()
  })

  test('what another plugin has published upon one goes with it, and what somebody else has made stands in the way', async () => {
    await sql`create schema if not exists reader`.execute(database.owner)
    await grantReaders()
    const upon = {
      schema: 'reader',
      views: { cheap: view(sql`select tenant_id, title from shelf.prices where price < 9`) },
    }
    await database.publishViews(upon)
    await publish({ prices: view(sql`select tenant_id, title, price, 1 as pieces from book`), titles })
    const gone = await sql`select to_regclass('reader.cheap') as there`.execute(database.owner)
    expect(gone.rows).toEqual([{ there: null }])
    await grantReaders()
    await database.publishViews(upon)
    expect(await read('reader', 'select title from reader.cheap order by 1')).toHaveLength(2)
    await sql`create view reader.own with (security_invoker = true) as select title from shelf.prices`.execute(
      database.owner,
    )
    await expect(publish({ prices, titles })).rejects.toMatchObject({ code: 'view_unfit' })
    await sql`drop view reader.own`.execute(database.owner)
    await publish({ prices, titles })
    await grantReaders()
    await database.publishViews({ schema: 'reader', views: {} })
  })

  test('a migration may change the tables under them', async () => {
    const renamed: Migration = { up: async (db) => void (await sql`alter table book drop column price`.execute(db)) }
    await database.migrate('shelf', { '0001': books, '0002': renamed })
    await expect(publish({ prices })).rejects.toMatchObject({ code: 'view_unfit' })
    await publish({ titles })
    await grantReaders()
    expect(await read('reader', 'select title from shelf.titles order by 1')).toHaveLength(2)
  })

  test('what the plugin itself may not read cannot be published, nor what has parameters', async () => {
    await expect(publish({ keys: view(sql`select key_hash from core.api_keys`) })).rejects.toMatchObject({
      code: 'view_unfit',
    })
    await expect(publish({ some: view(sql`select title from book where title = ${'a'}`) })).rejects.toThrow('sql.lit')
    await expect(publish({ book: titles })).rejects.toMatchObject({ code: 'view_unfit' })
  })
})
