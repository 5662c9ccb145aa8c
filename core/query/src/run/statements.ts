import { CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import { sqlPrinter } from '../compile/sql-printer.ts'
import type { TenantStatements } from '../tenant-database.ts'

/** Writes a statement out, without a database. */
export const written = (statement: RawBuilder<unknown>): CompiledQuery => statement.compile(sqlPrinter)

/** Statements run by Kysely, where nothing better is at hand. */
export function statementsOn(db: Kysely<never>): TenantStatements {
  return {
    run: async ({ sql, parameters }) =>
      (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(sql, [...parameters]))).rows,
  }
}
