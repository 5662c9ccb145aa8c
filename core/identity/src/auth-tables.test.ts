import { describeDatabases } from '@tessera/test-kit'
import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createAuth } from './auth.ts'
import { migrateCore } from '@tessera/tenancy'

/** `auth.user.email text not null` for every column of a schema. */
const columnsOf = (schema: string) => sql<{ column: string }>`
  select table_name || '.' || column_name || ' ' || data_type || case is_nullable when 'NO' then ' not null' else '' end
    as "column"
  from information_schema.columns where table_schema = ${schema} order by 1`

describeDatabases('the tables of sign-in', (open) => {
  test('are those better-auth would make', async () => {
    const database = await open()
    await migrateCore(database)
    const auth = createAuth({ database, secret: 's'.repeat(32), url: 'http://localhost', log: () => {} })
    // better-auth looks for its tables in `public`, finds none there, and prints all it would make
    const planned = await (await getMigrations(auth.options)).compileMigrations()
    await sql`create schema planned`.execute(database.owner)
    for (const statement of planned.replaceAll('"auth".', 'planned.').split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(database.owner)
    }
    const theirs = await columnsOf('planned').execute(database.owner)
    const ours = (await columnsOf('auth').execute(database.owner)).rows.filter(
      ({ column }) => !/^(api_key|demo|migration|migration_lock)\./.test(column),
    )
    expect(theirs.rows.length).toBeGreaterThan(40)
    expect(ours).toEqual(theirs.rows)
  })

  test('cannot be read by the application role', async () => {
    const database = await open()
    await migrateCore(database)
    const read = database.tenantTransaction(crypto.randomUUID(), (db) => sql`select * from auth.session`.execute(db))
    await expect(read).rejects.toThrow(/permission denied/)
  })
})
