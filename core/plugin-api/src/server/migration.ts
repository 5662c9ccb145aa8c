import type { Kysely, RawBuilder } from 'kysely'

/** A table of another system that lies in the same PostgreSQL, and how a tenant's rows in it are told. */
export interface ExistingTable {
  /** `schema.table`, as it is called there. */
  readonly table: `${string}.${string}`
  /** Its column that tells whose a row is, of whatever type. Keys of tenants are given by `tessera tenant key`. */
  readonly tenant: string
  /** Columns of the view and what they show: a column there, or SQL over the table, which is called `t`. */
  readonly columns: Readonly<Record<string, string | RawBuilder<unknown>>>
  /** System whose keys of tenants count; the table's schema when left out. */
  readonly system?: string
  /** Its column that grows with each change, as an index has it: answers follow within seconds. Without one they do within a minute. */
  readonly changed?: string
}

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
  /**
   * Makes a view over a table that lies elsewhere in this database, to be read like a tenant's table: with `tenant_id`, and rows of the
   * tenant that asks alone. Nothing is copied or written there. Refused where its owner has not let it be read.
   */
  readonly existingTable: (view: string, table: ExistingTable) => Promise<void>
}

/** One step of a plugin's schema. Runs once, in a transaction together with its entry in the plugin's migration table. */
export interface Migration {
  readonly up: (db: Kysely<unknown>, tools: MigrationTools) => Promise<void>
}
