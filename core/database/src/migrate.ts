import { sql, type Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './app-role.ts'
import { noteOwnerWrite } from './data-version.ts'
import { protectTenantTable, shareTable } from './tenant-table.ts'

/**
 * Runs the migrations of one schema that have not run yet, in the order of their names, all in one transaction under
 * Kysely's lock: a failing one leaves nothing behind.
 */
export async function migrate(
  owner: Kysely<never>,
  schema: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const wrap = (migration: Migration) => ({
    up: async (db: Kysely<unknown>) => {
      await sql`grant usage on schema ${sql.ref(schema)} to ${sql.ref(appRole)}`.execute(db)
      await sql`set local search_path = ${sql.ref(schema)}, public`.execute(db)
      await migration.up(db, {
        schema,
        tenantTable: (table) => protectTenantTable(db, schema, table),
        sharedTable: (table) => shareTable(db, schema, table),
      })
    },
  })
  const migrator = new Migrator({
    db: owner,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(Object.entries(migrations).map(([name, migration]) => [name, wrap(migration)])),
    },
    migrationTableSchema: schema,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  // why: a migration may rewrite rows of any tenant
  if (results.length > 0) await noteOwnerWrite(owner)
}
