import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/**
 * Definitions of metrics as they were seen at starts, the same for all tenants. Read and written by the owner only: the
 * application role has no rights here.
 */
export const definitionTables: Migration = {
  up: async (db) => {
    await sql`create table metric_definitions (
      metric_id text not null, first_seen_at timestamptz not null, version int not null, definition_hash text not null,
      primary key (metric_id, first_seen_at))`.execute(db)
  },
}
