import type { BenchDatabase } from './database/bench-database.ts'
import type { Cluster } from './database/open-cluster.ts'
import type { Options } from './options.ts'
import type { CaseReport } from './report/figure.ts'

export interface CaseContext {
  readonly database: BenchDatabase
  readonly cluster: Cluster
  readonly options: Options
}

/** Something that is measured, beside its floor. */
export interface BenchCase {
  readonly name: string
  /** Whether it runs when no case is named; always when left out. */
  readonly wanted?: (options: Options) => boolean
  readonly run: (context: CaseContext) => Promise<CaseReport>
}
