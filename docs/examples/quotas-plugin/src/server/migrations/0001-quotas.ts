import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** One quota per team and year. */
export const quotas: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table quotas (
        tenant_id uuid not null,
        year int not null,
        team text not null,
        amount numeric(14, 2) not null check (amount >= 0),
        primary key (tenant_id, year, team)
      )`.execute(db)
    await tenantTable('quotas')
  },
}
