import { z } from 'zod'
import type { Cell, ResolvedRange } from './frame.ts'
import { memberId, metricQuerySchema } from './metric-query.ts'
import type { Direction, Unit } from './unit.ts'

/** Asks what a change between a query's range and one of its comparisons is made of. */
export const decomposeRequestSchema = z.strictObject({
  query: metricQuerySchema,
  /** Name of the metric's column; the query's first metric when left out. */
  metric: z.string().min(1).max(200).optional(),
  /** Key of the comparison; the query's first when left out. */
  comparison: z.string().min(1).max(200).optional(),
  /** Dimensions to look at; all the metric declares when left out. */
  dimensions: z.array(memberId).min(1).max(12).optional(),
})

/** Asks what made a value change. */
export type DecomposeRequest = z.infer<typeof decomposeRequestSchema>

/** A value in one period; of a ratio also what it is divided from. Null where nothing was counted. */
export interface PeriodValue {
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

/** What one value of a dimension did to the change. `effect` = `rate` + `mix`. */
export interface ChangePart {
  readonly key: Cell
  readonly before: PeriodValue
  readonly now: PeriodValue
  readonly effect: number
  /** Of a ratio: what comes from its own value moving. Null for sums. */
  readonly rate: number | null
  /** Of a ratio: what comes from its share of the denominator moving. Null for sums. */
  readonly mix: number | null
}

/** A change taken apart by one dimension. The effects of all parts, of the rest, and the overlap add up to the change. */
export interface DimensionChange {
  readonly dimension: string
  readonly title: string
  readonly labels: Readonly<Record<string, string>>
  /** Largest effect first. */
  readonly parts: readonly ChangePart[]
  /** Values beyond those in `parts`, taken together; null when there are none. */
  readonly rest: {
    readonly values: number
    readonly effect: number
    readonly rate: number
    readonly mix: number
  } | null
  /** What no value accounts for, because groups overlap: an actor may stand in several of them. 0 for sums of rows. */
  readonly overlap: number
  /** How far one value alone makes the change: 0 spread evenly, 1 all of it. */
  readonly concentration: number
}

/** A change taken apart, by the dimension that concentrates it most first. */
export interface Decomposition {
  readonly metric: string
  readonly title: string
  readonly unit: Unit
  readonly direction: Direction
  readonly comparison: string
  /** `ratio`: rate and mix effects; `sum`: contributions. */
  readonly kind: 'ratio' | 'sum'
  readonly before: PeriodValue
  readonly now: PeriodValue
  /** Null when one of the two periods has no value. */
  readonly change: number | null
  readonly dimensions: readonly DimensionChange[]
  /** Dimensions the metric cannot be split by, and why. */
  readonly refused: readonly { readonly dimension: string; readonly code: string; readonly detail: string }[]
  readonly meta: {
    readonly range: ResolvedRange
    readonly compared: ResolvedRange
    readonly timeZone: string
    readonly currency: string
    readonly durationMs: number
  }
}
