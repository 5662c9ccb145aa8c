import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Migration } from '@tessera/plugin-api/server'
import type { NewTenantTable } from './create-tenant-table.ts'

export interface TransactionOptions {
  /** Aborting cancels the running statement in the database (where the database can) and rejects. */
  readonly signal?: AbortSignal
  /** No writing, and all statements see one snapshot of the data. */
  readonly readOnly?: boolean
  /** Longest time a statement may take; 30 s when left out. */
  readonly timeoutMs?: number
}

/** One open database, embedded or PostgreSQL, behind one `pg` pool. */
export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** Connection string other local processes can use. */
  readonly url: string
  /** As the owner: sees every tenant. For core tables, sign-in and migrations only. */
  readonly pool: pg.Pool
  /** Kysely over `pool`; same warning. */
  readonly owner: Kysely<never>
  /**
   * Runs a function in a transaction as the unprivileged application role with `app.tenant_id` set: row-level security
   * shows and accepts this tenant's rows only. Commits when it returns, rolls back when it throws.
   */
  readonly tenantTransaction: <T>(
    tenantId: string,
    run: (db: Kysely<never>) => Promise<T>,
    options?: TransactionOptions,
  ) => Promise<T>
  /**
   * Names the state of a tenant's data: every transaction of the tenant that wrote changes it. Never older than the call; all
   * who wait share one read.
   */
  readonly dataVersion: (tenantId: string) => Promise<string>
  /** Gives a tenant's data, or everybody's, a new version: to be called after writes of the owner that may change answers. */
  readonly noteOwnerWrite: (tenantId?: string) => Promise<void>
  /** Brings one plugin's (or `core`'s) schema up to date; all or nothing, safe against a second starter. */
  readonly migrate: (schema: string, migrations: Readonly<Record<string, Migration>>) => Promise<void>
  /** As the owner: creates a table under tenant protection unless it is there. Answers whether it was made. */
  readonly createTenantTable: (table: NewTenantTable) => Promise<boolean>
  /** Refuses to go on when a table with a `tenant_id` lacks forced row-level security or its policy. */
  readonly assertTenantTables: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface DatabaseOptions {
  /** PostgreSQL connection string; embedded when left out. */
  readonly url?: string
  /** Directory of the embedded database. */
  readonly dataDir?: string
  /** Refuse an embedded database that another process holds, instead of joining it: for who must outlive that process. */
  readonly exclusive?: boolean
}
