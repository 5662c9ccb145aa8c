import { coreMigrations, openDatabase } from '@tessera/database'
import type { Migration } from '@tessera/plugin-api/server'
import { describeOneDatabase } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'

const invoices: Migration = {
  up: (_, { existingTable }) =>
    existingTable('invoices', { table: 'billing.invoice', tenant: 'company', columns: { id: 'no' } }),
}

describeOneDatabase('an owner of the database that makes no roles', (open, kind) => {
  // why: the embedded database has one login
  test.skipIf(kind === 'embedded')('reads tables one has already as a role that an administrator made', async () => {
    const database = await open()
    const run = (statement: string) => sql.raw(statement).execute(database.owner)
    const login = `weak_${crypto.randomUUID().slice(0, 8)}`
    const name = new URL(database.url).pathname.slice(1)
    await run(`create role ${login} login password 'x'`)
    for (const role of ['tessera_existing', 'tessera_app', 'tessera_reader']) {
      await run(`do $$ begin create role ${role} nologin; exception when duplicate_object then null; end $$`)
      await run(`grant ${role} to ${login} with admin option`)
    }
    await run(`alter database ${name} owner to ${login}`)
    await run(`drop schema core, tessera, auth cascade`)
    const url = new URL(database.url)
    url.username = login
    url.password = 'x'
    const own = await openDatabase({ url: url.href })
    try {
      await own.migrate('core', coreMigrations)
      await sql`create schema billing`.execute(own.owner)
      await sql`create table billing.invoice (no int primary key, company int)`.execute(own.owner)
      await own.migrate('books', { '0001': invoices })
      expect((await sql`select id from books.invoices`.execute(own.owner)).rows).toEqual([])
    } finally {
      await own.close()
      await run(`reassign owned by ${login} to current_user`)
      await run(`drop owned by ${login}`)
      await run(`drop role ${login}`)
    }
  })
})
