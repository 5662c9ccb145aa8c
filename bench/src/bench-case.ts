import type { BenchDatabase } from './database/bench-database.ts'
import type { Options } from './options.ts'
import type { CaseReport } from './report/figure.ts'

export interface CaseContext {
  readonly database: BenchDatabase
  readonly options: Options
}

/** Something that is measured, beside its floor. */
export interface BenchCase {
  readonly name: string
  readonly run: (context: CaseContext) => Promise<CaseReport>
}
