import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/**
 * One row: the fingerprint of the secret that the servers of this database sign sessions with. Read and written by the owner
 * only: the application role has no rights here.
 */
export const secretTable: Migration = {
  up: async (db) => {
    await sql`create table server_secret (
      one boolean primary key default true check (one),
      fingerprint text not null,
      noted_at timestamptz not null default now())`.execute(db)
  },
}
