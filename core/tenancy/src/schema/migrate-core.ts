import { coreMigrations, type Database } from '@tessera/database'
import { authTables } from './auth-tables.ts'
import { demoMarks } from './demo-marks.ts'
import { keyOwners } from './key-owners.ts'

/** Brings the schemas `auth` and `core` up to date. */
export async function migrateCore(database: Database): Promise<void> {
  await database.migrate('auth', {
    '0001_auth': authTables,
    '0002_demo_marks': demoMarks,
    '0003_key_owners': keyOwners,
  })
  await database.migrate('core', coreMigrations)
}
