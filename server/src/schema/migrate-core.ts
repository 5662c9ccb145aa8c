import { coreMigrations, type Database } from '@tessera/database'
import { authTables } from './auth-tables.ts'

/** Brings the schemas `auth` and `core` up to date. */
export async function migrateCore(database: Database): Promise<void> {
  await database.migrate('auth', { '0001_auth': authTables })
  await database.migrate('core', coreMigrations)
}
