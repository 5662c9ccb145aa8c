import type { ResolvedRange } from './frame.ts'
import type { Target } from './catalogue.ts'
import { z } from 'zod'
import { metricQuerySchema } from './metric-query.ts'
import type { Direction, Unit } from './unit.ts'

/** Asks for the tree of a query's first metric over its range, beside its first comparison. */
export const treeRequestSchema = z.strictObject({ query: metricQuerySchema })

/** Asks what a metric is made of, and what its change. */
export type TreeRequest = z.infer<typeof treeRequestSchema>

/** A metric or an input of its formula, with what it is made of itself. */
export interface TreeNode {
  /** Name of the input in the formula above it: `numerator`, `denominator`, or as a derived metric names it; empty at the root. */
  readonly input: string
  /** Id of the metric; null for what a formula counts by itself. */
  readonly metric: string | null
  /** Of what is no metric: what it counts, or how its formula names it. */
  readonly title: string
  readonly unit: Unit | null
  readonly direction: Direction
  readonly now: number | null
  readonly before: number | null
  /** Null where one of the two is not known. */
  readonly change: number | null
  /**
   * What this input did to the change of what stands above it, in the unit of that. The effects of all inputs add up to that change. Null at
   * the root, and where the formula has no value for some mixture of values of both periods.
   */
  readonly effect: number | null
  /** The target in force for the range; left out where there is none. */
  readonly target?: Target
  readonly inputs: readonly TreeNode[]
}

/** What a metric is made of by its formula, with the values of two periods. */
export interface MetricTree {
  readonly root: TreeNode
  readonly comparison: string
  readonly meta: {
    readonly range: ResolvedRange
    readonly compared: ResolvedRange
    readonly timeZone: string
    readonly currency: string
    readonly durationMs: number
  }
}
