import { definePlugin, importable } from '@tessera/plugin-api'
import { defineServer } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkRecords } from '../src/conformance/check-records.ts'
import { subjectOf } from '../src/conformance/subject.ts'
import { describeDatabases, openTestHost } from '../src/index.ts'

const plugin = definePlugin({
  id: 'shelf',
  title: 'Shelf',
  tables: {
    books: importable({
      title: 'Books',
      key: ['id'],
      columns: z.object({ id: z.int(), title: z.string().trim().max(5), shelf: z.string().optional() }),
    }),
  },
})
const server = defineServer(plugin, {
  migrations: {
    '0001': {
      up: async (db, { tenantTable }) => {
        await sql`create table books (tenant_id uuid, id int, title text not null, shelf text, primary key (tenant_id, id))`.execute(
          db,
        )
        await tenantTable('books')
      },
    },
  },
})

describeDatabases('the check of importable tables', (open) => {
  test('finds rows that are refused or changed where they are imported as they were read', async () => {
    const host = await openTestHost(open, [server])
    try {
      const subject = subjectOf(host, 'shelf')
      const found = async () => (await checkRecords(subject)).map(({ code, message }) => `${code} ${message}`)
      const set = (title: string) => sql`update shelf.books set title = ${title}`.execute(host.database.owner)
      const records = await host.records(subject.a, plugin)
      expect(await records.upsert('books', [{ id: 1, title: 'a' }])).toMatchObject({ inserted: 1 })
      expect((await records.read('books')).rows).toEqual([{ id: 1, title: 'a', shelf: null }])
      expect(await found()).toEqual([])
      await set(' a ')
      expect(await found()).toEqual([expect.stringMatching(/^records_changed table 'books': 1 rows change/)])
      await set('longer than it may be')
      expect(await found()).toEqual([expect.stringMatching(/^records_refused table 'books': .*row 0, title/)])
    } finally {
      await host.close()
    }
  })
})
