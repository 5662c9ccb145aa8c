import type { BenchCase } from '../bench-case.ts'
import { callers } from './callers.ts'
import { dashboard } from './dashboard.ts'
import { executive } from './executive.ts'
import { growth } from './growth.ts'
import { ingest } from './ingest.ts'
import { imports } from './imports.ts'
import { live } from './live.ts'
import { memory } from './memory.ts'
import { middleware } from './middleware.ts'
import { queries } from './queries.ts'
import { rolling } from './rolling.ts'
import { throughput } from './throughput.ts'

/** Every case, in the order they run. */
export const cases: readonly BenchCase[] = [
  queries,
  rolling,
  dashboard,
  executive,
  callers,
  throughput,
  memory,
  middleware,
  live,
  ingest,
  imports,
  growth,
]
