import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** What became of a delivery: how often it was tried, when it was done or failed for good, and why the latest try failed. */
export const webhookOutcome: Migration = {
  up: async (db) => {
    await sql`alter table webhook_deliveries
      add column attempts integer not null default 0, add column ended_at timestamptz, add column reason text`.execute(
      db,
    )
  },
}
