import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** Which day a value that stands under a day which has none yet was carried from; null for a day's own. */
export const carriedValues: Migration = {
  up: async (db) => {
    await sql`alter table metric_values add column carried_from date`.execute(db)
  },
}
