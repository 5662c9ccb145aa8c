import type { Kysely } from 'kysely'
import type {
  CellAddress,
  DecomposeRequest,
  Decomposition,
  Explanation,
  Frame,
  MetricQuery,
  RowsAnswer,
  RowsRequest,
} from '@tessera/plugin-api/wire'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { Answers } from './cache/answers.ts'
import type { Turns } from './cache/turns.ts'
import type { MetricModel } from './model.ts'
import type { RollupDefinition } from './rollup/definition.ts'

/** Who asks. Without it nothing is compiled, cached or run. */
export interface QueryContext {
  readonly tenant: TenantContext
  /** Plugins this tenant may use; metrics of others are refused with `plugin_disabled`. */
  readonly plugins: ReadonlySet<string>
  readonly signal?: AbortSignal
  /** May see personal values in rows; they are masked otherwise. */
  readonly personal?: boolean
  /** `off` reads single rows only; the answer is the same. */
  readonly rollups?: 'auto' | 'off'
  /** Version of the tenant's data where it was read since the question came; the cache reads it itself when left out. */
  readonly dataVersion?: string | undefined
}

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
      readonly onHeld?: (ended: Promise<void>) => void
      readonly onOverdue?: () => void
    },
  ) => Promise<T>
  /**
   * Selects `version`, which names the state of the tenant's data that its transaction sees. Left out, the engine learns
   * anew with each question how the data stand.
   */
  readonly dataVersionStatement?: (tenantId: string) => SqlStatement
}

/** Answers metric queries: resolve → plan → compile → run → shape. */
export interface QueryEngine {
  /** The answer. Refuses with a `ProblemError` what cannot be answered safely. */
  readonly run: (query: MetricQuery, context: QueryContext) => Promise<Frame>
  /** One page of the rows behind one number of the query's answer, newest first. */
  readonly rows: (request: RowsRequest, context: QueryContext) => Promise<RowsAnswer>
  /** What a change between the query's range and a comparison is made of, by dimension. */
  readonly decompose: (request: DecomposeRequest, context: QueryContext) => Promise<Decomposition>
  /** The statement that `run` would send, with its parameters, the formula of each metric, and the rows behind one number. */
  readonly explain: (query: MetricQuery, context: QueryContext, at?: CellAddress) => Promise<Explanation>
}

export interface QueryEngineOptions {
  readonly model: MetricModel
  readonly database: TenantDatabase
  /** Rollups answers may be read from. */
  readonly rollups?: readonly RollupDefinition[]
  /** Current instant; replaced in tests. */
  readonly now?: () => Date
  /** Encrypts cursors; one of this process when left out. */
  readonly secret?: string
  /** Gives answers again; every question is computed when left out. */
  readonly answers?: Answers | undefined
  /** Limits how many statements run at once; no limit when left out. */
  readonly turns?: Turns | undefined
  /** Longest time from question to answer in milliseconds, all waiting included; 30 s when left out. */
  readonly timeoutMs?: number | undefined
}
