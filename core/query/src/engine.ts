import type {
  CellAddress,
  DecomposeRequest,
  Decomposition,
  Explanation,
  Frame,
  MetricQuery,
  MetricTree,
  RowsAnswer,
  RowsRequest,
  TreeRequest,
} from '@tessera/plugin-api/wire'
import type { Answers } from './cache/answers.ts'
import type { Turns } from './cache/turns.ts'
import type { MetricModel } from './model.ts'
import type { QueryContext } from './query-context.ts'
import type { RollupDefinition } from './rollup-definition.ts'
import type { TenantDatabase } from './tenant-database.ts'

/** Answers metric queries: resolve → plan → compile → run → shape. */
export interface QueryEngine {
  /** The answer. Refuses with a `ProblemError` what cannot be answered safely. */
  readonly run: (query: MetricQuery, context: QueryContext) => Promise<Frame>
  /** One page of the rows behind one number of the query's answer, newest first. */
  readonly rows: (request: RowsRequest, context: QueryContext) => Promise<RowsAnswer>
  /** What a change between the query's range and a comparison is made of, by dimension. */
  readonly decompose: (request: DecomposeRequest, context: QueryContext) => Promise<Decomposition>
  /** What the query's first metric is made of by its formula, with what each input did to the change. */
  readonly tree: (request: TreeRequest, context: QueryContext) => Promise<MetricTree>
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
