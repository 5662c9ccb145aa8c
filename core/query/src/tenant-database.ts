import type { Kysely } from 'kysely'

/** A statement as text with its parameters. */
export interface SqlStatement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** Runs finished statements of one transaction: see `@tessera/database`. */
export interface TenantStatements {
  readonly run: (
    statement: SqlStatement,
    options?: { readonly prepared?: boolean; readonly last?: boolean },
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** The part of the database the engine needs. */
export interface TenantDatabase {
  readonly tenantTransaction: <T>(
    tenantId: string,
    run: (db: Kysely<never>, statements: TenantStatements) => Promise<T>,
    options?: {
      readonly signal?: AbortSignal
      readonly readOnly?: boolean
      readonly timeoutMs?: number
      readonly rules?: Readonly<Record<string, string | number | boolean>>
      readonly onHeld?: (ended: Promise<void>) => void
      readonly onOverdue?: () => void
      readonly onRead?: (tables: readonly string[]) => void
    },
  ) => Promise<T>
  /**
   * Selects `version`, which names the state of the tenant's data that its transaction sees. Left out, the engine learns
   * anew with each question how the data stand.
   */
  readonly dataVersionStatement?: (tenantId: string) => SqlStatement
}
