import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { TenantDatabase } from '../tenant-database.ts'
import type { RollupDefinition } from '../rollup-definition.ts'

/** The part of the database that keeping rollups needs. */
export interface RollupDatabase extends TenantDatabase {
  /** Creates a table under tenant protection unless it is there. */
  readonly createTenantTable: (table: {
    readonly schema: string
    readonly name: string
    readonly statements: readonly RawBuilder<unknown>[]
  }) => Promise<boolean>
  /** As the owner, for tables of rollups nobody declares any more. */
  readonly maintenance: Kysely<never>
}

/** A tenant as rollups need to know it. */
export interface RollupTenant {
  readonly id: string
  /** Reporting zone: day rollups are built by its days. */
  readonly timeZone: string
}

/** What the work on rollups needs. */
export interface RollupWork {
  readonly database: RollupDatabase
  readonly definitions: readonly RollupDefinition[]
  /** Stops the work between two of its steps. */
  readonly signal?: AbortSignal
}

/** Longest time one step of the work may take in the database. */
export const stepTimeoutMs = 300_000

/** Runs one step of the work in a transaction of the tenant. */
export async function step<T>(
  work: RollupWork,
  tenant: RollupTenant,
  run: (db: Kysely<never>) => Promise<T>,
): Promise<T> {
  work.signal?.throwIfAborted()
  return work.database.tenantTransaction(tenant.id, run, { timeoutMs: stepTimeoutMs })
}

/** Runs statements so that a failure of theirs undoes them alone; answers the failure. */
export async function attempt(db: Kysely<never>, statements: readonly RawBuilder<unknown>[]): Promise<Error | null> {
  await sql`savepoint rollup`.execute(db)
  try {
    for (const statement of statements) await statement.execute(db)
    await sql`release savepoint rollup`.execute(db)
    return null
  } catch (error) {
    await sql`rollback to savepoint rollup`.execute(db)
    return error instanceof Error ? error : new Error(String(error))
  }
}
