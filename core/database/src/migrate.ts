import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration, MigrationTools } from '@tessera/plugin-api/server'
import { noteOwnerWrite } from './data-version.ts'
import { databaseErrors } from './errors.ts'
import { dropEntityViews } from './entity-views.ts'
import { grantReader } from './grant-reader.ts'
import { dropPublished } from './published-views.ts'
import { appRole } from './roles.ts'
import { viewExisting } from './existing-table.ts'
import { protectTenantTable, shareTable } from './tenant-table.ts'
import { isTrouble, meetingTrouble } from './trouble.ts'
import { whileActive } from './while-active.ts'
import { findUnprotected, sayUnprotected, type Unprotected } from './unprotected.ts'

/** How long a migration may wait for something else than the database. */
const idleMigrationMs = 60_000
/** How long a database in trouble is tried again. */
const troubleMs = 60_000
const againMs = 1_000

/** Names the transaction it is asked in; null where it has ended. */
async function transactionId(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(db)
  return rows[0]?.id ?? ''
}

/** Runs one step and undoes it, by throwing, when it opens a way to rows of other tenants that was not there before. */
async function judged(
  db: Kysely<unknown>,
  step: { readonly schema: string; readonly name: string },
  run: () => Promise<void>,
) {
  const { schema, name: migration } = step
  const find = async () =>
    (await findUnprotected(db as unknown as Kysely<never>)).filter((one) => !(one.shared && one.schema === schema))
  const key = ({ object, why }: Unprotected) => JSON.stringify([object, why])
  const known = new Set((await find()).map(key))
  const transaction = await transactionId(db)
  await run()
  if ((await transactionId(db)) !== transaction) throw databaseErrors('migration_ended_early', { migration })
  const found = (await find()).filter((one) => !known.has(key(one)))
  if (found.length > 0) throw databaseErrors('migration_unprotected', { migration, found: sayUnprotected(found) })
}

/** All or nothing happened, so that what the network or a failover took away can be done again. */
async function againInTrouble<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + troubleMs
  for (;;) {
    try {
      return await meetingTrouble(work)
    } catch (error) {
      if (!isTrouble(error) || performance.now() > until) throw error
      await sleep(againMs, undefined, { ref: false })
    }
  }
}

/**
 * Runs the migrations of one schema that have not run yet, in the order of their names, all in one transaction under
 * Kysely's lock: a failing one leaves nothing behind. Where the database is in trouble, they are tried again for a minute.
 */
export async function migrate(
  owner: Kysely<never>,
  { schema, idleMs = idleMigrationMs }: { readonly schema: string; readonly idleMs?: number },
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const last = Object.keys(migrations).toSorted().at(-1)
  const wrap = (name: string, migration: Migration) => ({
    up: async (db: Kysely<unknown>) => {
      await sql`grant usage on schema ${sql.ref(schema)} to ${sql.ref(appRole)}`.execute(db)
      await sql`set local search_path = ${sql.ref(schema)}, public`.execute(db)
      const tools: MigrationTools = {
        schema,
        tenantTable: (table) => protectTenantTable(db, schema, table),
        sharedTable: (table) => shareTable(db, schema, table),
        existingTable: (view, table) => viewExisting(db, { schema, view }, table),
      }
      const step = { step: `its migration '${name}'`, idleMs }
      await dropEntityViews(db as unknown as Kysely<never>, schema)
      await dropPublished(db as unknown as Kysely<never>, schema)
      await judged(db, { schema, name }, () => whileActive(db, step, (own) => migration.up(own, tools)))
      // why: those that run end with the last, in one transaction
      if (name === last) await grantReader(db, schema)
    },
  })
  const migrator = new Migrator({
    db: owner,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(Object.entries(migrations).map(([name, migration]) => [name, wrap(name, migration)])),
    },
    migrationTableSchema: schema,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const results = await againInTrouble(async () => {
    const { error, results: done = [] } = await migrator.migrateToLatest()
    if (error) throw error
    return done
  })
  // why: a migration may rewrite rows of any tenant
  if (results.length > 0) await noteOwnerWrite(owner)
}
