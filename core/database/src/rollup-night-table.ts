import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/** Nightly comparisons of rollups with their rows: who does one, until when, and what was found. Read and written by the owner only. */
export const rollupNightTable: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table rollup_nights (
      tenant_id uuid not null, night timestamptz not null, holder uuid not null, held_until timestamptz not null,
      tries integer not null default 1, started_at timestamptz not null, ended_at timestamptz,
      checks jsonb, reason text,
      primary key (tenant_id, night))`.execute(db)
    await tenantTable('rollup_nights')
    await sql`revoke all on rollup_nights from ${sql.ref(appRole)}`.execute(db)
  },
}
