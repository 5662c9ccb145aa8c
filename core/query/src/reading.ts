import type { MetricQuery } from '@tessera/plugin-api/wire'
import type { Trace } from './cache/reads.ts'
import type { QueryContext } from './query-context.ts'
import type { ResolvedQuery } from './resolve/resolved-query.ts'
import type { TenantStatements } from './tenant-database.ts'

/** What a transaction of the engine has beside Kysely and the resolved query. */
export interface Reading {
  readonly resolve: (query: MetricQuery) => ResolvedQuery
  /** The query as it was asked, where it is answered carefully. */
  readonly plain: ResolvedQuery
  readonly statements: TenantStatements
}

/** A context with what is settled already when the transaction begins. */
export interface Settled extends QueryContext {
  /** When the answer is due, in milliseconds of `performance.now()`. */
  readonly due: number
  readonly now?: Date
  readonly resolved?: ResolvedQuery | null
  /** Of the tenant's data, read since the question came. */
  readonly version?: string
  /** It is known that rollups alone answer. */
  readonly quick?: boolean
  /** Values that cannot be read are left out, and counted. */
  readonly careful?: boolean
  /** Learns which tables the answer is made from. */
  readonly trace?: Trace
}
