import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** A key belongs to a person and goes with them; one without an owner was made on the command line. */
export const keyOwners: Migration = {
  up: async (db) => {
    await sql`alter table "api_key" rename column "createdBy" to "ownerId"`.execute(db)
    await sql`alter table "api_key" drop constraint "api_key_createdBy_fkey"`.execute(db)
    await sql`
      alter table "api_key" add constraint "api_key_ownerId_fkey"
      foreign key ("ownerId") references "user" ("id") on delete cascade`.execute(db)
    await sql`create index "api_key_ownerId_idx" on "api_key" ("ownerId")`.execute(db)
  },
}
