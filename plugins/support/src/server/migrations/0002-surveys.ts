import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

const customer = sql`
        tenant_id uuid not null,
        survey_id text not null,
        user_id uuid,
        account_id uuid,
        created_at timestamptz not null,
        primary key (tenant_id, survey_id)`

const ratings = { csat_surveys: 5, ces_surveys: 7 }

/** Answers to surveys. */
export const surveys: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table nps_surveys (${customer},
        score int not null check (score between 0 and 10),
        feedback text,
        survey_trigger text,
        respondent text not null generated always as (coalesce(user_id::text, survey_id)) stored
      )`.execute(db)
    await sql`create index on nps_surveys (tenant_id, created_at)`.execute(db)
    await sql`create index on nps_surveys (tenant_id, respondent, created_at)`.execute(db)
    await tenantTable('nps_surveys')
    for (const [table, most] of Object.entries(ratings)) {
      await sql`
        create table ${sql.table(table)} (${customer},
          subject_type text not null,
          subject_id text,
          rating int not null check (rating between 1 and ${sql.lit(most)})
        )`.execute(db)
      await sql`create index on ${sql.table(table)} (tenant_id, created_at)`.execute(db)
      await tenantTable(table)
    }
  },
}
