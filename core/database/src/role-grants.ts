import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { grantReader } from './grant-reader.ts'
import { appRole } from './roles.ts'

/**
 * Databases from before there were roles of plugins and of questions: rows are kept apart for every role, and questions read
 * what there is. New tables are made so.
 */
export const roleGrants: Migration = {
  up: async (db) => {
    const { rows } = await sql<{ statement: string }>`
      select format('alter policy tenant_rows on %s to public', p.polrelid::regclass) as statement from pg_policy p
      where p.polname = 'tenant_rows' and p.polroles = array[to_regrole(${appRole})::oid]`.execute(db)
    for (const { statement } of rows) await sql.raw(statement).execute(db)
    await grantReader(db)
  },
}
