import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What the product consists of and what is tried out: imported, but for exposures, which come from events. */
export const product: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table features (
        tenant_id uuid not null, feature text not null, title text not null, is_core boolean not null, min_tier text,
        primary key (tenant_id, feature)
      )`.execute(db)
    await tenantTable('features')
    await sql`
      create table releases (
        tenant_id uuid not null, release text not null, released_on date not null, primary key (tenant_id, release)
      )`.execute(db)
    await tenantTable('releases')
    await sql`
      create table release_features (
        tenant_id uuid not null, release text not null, feature text not null, primary key (tenant_id, release, feature)
      )`.execute(db)
    await tenantTable('release_features')
    await sql`
      create table experiments (
        tenant_id uuid not null, experiment text not null, title text not null, hypothesis text, conversion text not null,
        planned_per_variant bigint check (planned_per_variant > 0), started_on date, ended_on date,
        primary key (tenant_id, experiment), check (ended_on >= started_on)
      )`.execute(db)
    await tenantTable('experiments')
    await sql`
      create table experiment_variants (
        tenant_id uuid not null, experiment text not null, variant text not null,
        weight double precision not null check (weight > 0), is_control boolean not null,
        primary key (tenant_id, experiment, variant)
      )`.execute(db)
    await sql`create unique index on experiment_variants (tenant_id, experiment) where is_control`.execute(db)
    await tenantTable('experiment_variants')
    await sql`
      create table exposures (
        tenant_id uuid not null, experiment text not null, user_id uuid not null, account_id uuid,
        variant text not null, variants int not null, first_exposed_at timestamptz not null, converted_at timestamptz,
        primary key (tenant_id, experiment, user_id)
      )`.execute(db)
    await tenantTable('exposures')
  },
}
