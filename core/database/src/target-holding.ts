import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** How targets hold for a day of their period, for a part of all there is, and by type of its rows which dimension's values these are of. */
export const targetHolding: Migration = {
  up: async (db) => {
    await sql`alter table metric_catalogue add column target_holding text not null default 'rate',
      add column target_grows boolean not null default false, add column entity_dimensions jsonb not null default '{}'`.execute(
      db,
    )
  },
}
