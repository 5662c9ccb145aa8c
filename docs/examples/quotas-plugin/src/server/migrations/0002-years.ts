import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** From when to when a quota counts, for metrics. */
export const years: Migration = {
  up: async (db) => {
    await sql`
      alter table quotas
        add column starts_on date generated always as (make_date(year, 1, 1)) stored,
        add column ends_on date generated always as (make_date(year + 1, 1, 1)) stored`.execute(db)
  },
}
