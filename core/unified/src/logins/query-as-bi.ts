import { ProblemError } from '@tessera/plugin-api'
import type { Database } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import { CompiledQuery } from 'kysely'
import { unifiedErrors } from '../errors.ts'

/** Rows of a query, and whether there were more. */
export interface BiAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly truncated: boolean
}

/** What a query may take. */
export interface BiBounds {
  readonly rows: number
  readonly seconds: number
}

/** What is wrong with the statement itself, by class of SQLSTATE. */
const ofStatement = /^(0A|21|22|25006|42|54)/

/**
 * Runs a SELECT over the views of a tenant, as a BI tool would whose login is the tenant's. Refuses `bi_query_refused`, and what a statement
 * of somebody else is refused for.
 */
export async function queryAsBi(
  { tenantTransaction }: Pick<Database, 'tenantTransaction'>,
  tenant: TenantContext,
  { statement, bounds }: { readonly statement: string; readonly bounds: BiBounds },
): Promise<BiAnswer> {
  const inner = statement.trim().replace(/;$/, '')
  if (inner === '') throw unifiedErrors('bi_query_refused', { reason: 'it is empty' })
  // why: a comment at its end must not hide what follows
  const bounded = `select * from (\n${inner}\n) as answer limit ${bounds.rows + 1}`
  const options = { readOnly: true, bi: { timeZone: tenant.timeZone }, timeoutMs: bounds.seconds * 1000 } as const
  try {
    const { rows } = await tenantTransaction(
      tenant.id,
      (db) => db.executeQuery<Readonly<Record<string, unknown>>>(CompiledQuery.raw(bounded)),
      options,
    )
    const kept = rows.slice(0, bounds.rows)
    return { columns: Object.keys(kept[0] ?? {}), rows: kept, truncated: rows.length > bounds.rows }
  } catch (error) {
    const { code = '', message } = error as { readonly code?: string; readonly message: string }
    if (error instanceof ProblemError || !ofStatement.test(code)) throw error
    throw Object.assign(unifiedErrors('bi_query_refused', { reason: message }), { cause: error })
  }
}
