import type { Kysely } from 'kysely'

/** What a migration may use beside SQL. */
export interface MigrationTools {
  /** The plugin's own schema; it is first on the search path, so tables may be named bare. */
  readonly schema: string
  /**
   * Puts a table just created under tenant protection: forced row-level security on `tenant_id` and rights for the
   * application role. Every table with tenants' rows must pass through it; the migration is undone otherwise.
   */
  readonly tenantTable: (table: string) => Promise<void>
  /** Gives the application role the right to read a table all tenants share (lists, calendars). */
  readonly sharedTable: (table: string) => Promise<void>
}

/** One step of a plugin's schema. Runs once, in a transaction together with its entry in the plugin's migration table. */
export interface Migration {
  readonly up: (db: Kysely<unknown>, tools: MigrationTools) => Promise<void>
}
