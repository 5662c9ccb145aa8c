import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { watchVersions, type DataChange } from '../src/index.ts'

const [one, another] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const

describeDatabases('changes of tenants', (open) => {
  let database: Database
  let writer: Database
  const write = (tenantId: string, table: string) =>
    writer.tenantTransaction(tenantId, (db) =>
      sql`insert into shop.${sql.ref(table)} values (${tenantId}, ${crypto.randomUUID()})`.execute(db),
    )

  beforeAll(async () => {
    database = await open()
    await database.migrate('shop', {
      '0001': {
        up: async (db, tools) => {
          for (const name of ['things', 'notes']) {
            await sql`create table ${sql.ref(name)} (tenant_id uuid not null, id uuid not null)`.execute(db)
            await tools.tenantTable(name)
          }
        },
      },
    })
    writer = await openDatabase({ url: database.url })
    return () => writer.close()
  })

  test('are told with their tables, whoever writes, to who watches that tenant', async () => {
    const watch = watchVersions(database, { pauseMs: 20 })
    const heard: DataChange[] = []
    const { version, stop } = await watch.watch(one, (change) => void heard.push(change))
    expect(version).toBe(await database.dataVersion(one))
    await write(another, 'things')
    await write(one, 'things')
    await expect.poll(() => heard.length).toBe(1)
    expect(heard[0]).toEqual({ version: await database.dataVersion(one), tables: ['shop.things'] })
    await write(one, 'notes')
    await expect.poll(() => heard.length).toBe(2)
    expect(heard[1]?.tables).toEqual(['shop.notes'])
    await database.noteOwnerWrite(one)
    await expect.poll(() => heard.length).toBe(3)
    expect(heard[2]?.tables).toBeNull()
    stop()
    const late: DataChange[] = []
    await watch.watch(one, (change) => void late.push(change))
    await write(one, 'things')
    await expect.poll(() => late.length).toBe(1)
    expect(heard).toHaveLength(3)
    watch.close()
  })
})
