import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Ids of the tenants and people the demo made, so that they answer nothing where the demo is off. */
export const demoMarks: Migration = {
  up: async (db) => {
    await sql`create table "demo" ("id" uuid not null primary key)`.execute(db)
    const { rows } = await sql<{ there: boolean }>`select to_regclass('core.demo_loads') is not null as there`.execute(
      db,
    )
    if (!rows[0]?.there) return
    await sql`insert into "demo" select distinct tenant_id from core.demo_loads`.execute(db)
    // why: before there were marks, the demo alone made people without a password
    await sql`
      insert into "demo" select u."id" from "user" u
      where not exists (select from "account" a where a."userId" = u."id")
      on conflict do nothing`.execute(db)
  },
}
