import type { BenchCase } from '../bench-case.ts'
import { queries } from './queries.ts'

/** Every case, in the order they run. */
export const cases: readonly BenchCase[] = [queries]
