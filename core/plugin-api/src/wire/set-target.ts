import type { Target } from './catalogue.ts'

/** A target that a tenant set: of a metric, from a day to another that is not part of it, of all there is or of one value of a dimension. */
export interface SetTarget {
  readonly metric: string
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  /** The day after the last. */
  readonly to: string
  readonly dimension: string | null
  readonly value: string | null
  readonly target: Target
}

/** How far the running period of a target is, and what is left to do. */
export interface Pacing {
  readonly from: string
  /** The day after the last. */
  readonly to: string
  /** The target of the whole period. */
  readonly target: Target
  /** Part of the period that is over, 0 to 1: each day counts the same, the running one by its part that is over. */
  readonly elapsed: number
  /** What each day left has to add to reach the bound; of an upper bound, what it may. Null while the value is not known. */
  readonly perDay: number | null
}
