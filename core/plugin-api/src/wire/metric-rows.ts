import { z } from 'zod'
import type { Cell, ResolvedRange } from './frame.ts'
import { memberId, metricQuerySchema } from './metric-query.ts'
import type { Unit } from './unit.ts'

/** Most rows one page may have. */
export const maxRowsPage = 1_000

/**
 * One number of an answer. A grain or a dimension of the query that is left out here means the total over it, counted
 * anew as the query without it would.
 */
export const cellSchema = z.strictObject({
  /** Name of the metric's column: its id, or its `as`. */
  metric: z.string().min(1).max(200),
  /** Label of the time bucket, as in the answer's `time` column. */
  bucket: z.string().min(1).max(60).optional(),
  /** Value of each dimension, as in the answer. */
  dimensions: z.record(memberId, z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  /** The number stands in the row of all that `top` does not keep; that dimension is null here, as in the answer. */
  other: z.literal(true).optional(),
  /** Key of the comparison the number stands in, as in `meta.comparisons`. */
  comparison: z.string().min(1).max(200).optional(),
  /**
   * Which part of the number: `numerator` or `denominator` of a ratio, an input of a derived metric, `dropped` of a funnel
   * step (who reached the step before and not this one). Parts of parts are joined by a dot: `numerator.dropped`.
   */
  part: z.string().min(1).max(200).optional(),
})

/** One cell of a frame: a metric, and the values of the dimensions it stands at. */
export type CellAddress = z.infer<typeof cellSchema>

/** Asks for the rows behind one number of a query's answer, newest first. */
export const rowsRequestSchema = z.strictObject({
  query: metricQuerySchema,
  at: cellSchema,
  /** Rows of one page; 100 when left out. */
  limit: z.int().min(1).max(maxRowsPage).optional(),
  /** `nextCursor` of the page before. It fits the same question only. */
  cursor: z.string().min(1).max(2_000).optional(),
})

/** A metric query, and the one number of its answer to explain beside the whole. */
export const explainRequestSchema = metricQuerySchema.extend({ at: cellSchema.optional() })

/** Asks how a query is answered: definitions, range and SQL. */
export type ExplainRequest = z.infer<typeof explainRequestSchema>

/** Asks for the rows behind a value. */
export type RowsRequest = z.infer<typeof rowsRequestSchema>

/** One column of rows: `time` first, then the dimensions, the value that was aggregated, further columns, the key. */
export interface RowsColumn {
  readonly name: string
  readonly role: 'time' | 'dimension' | 'other' | 'value' | 'detail' | 'key'
  readonly type: 'date' | 'instant' | 'text' | 'number' | 'boolean'
  readonly title: string
  readonly unit?: Unit
  readonly labels?: Readonly<Record<string, string>>
  /** Its values are personal and shown as `•••`, because the caller lacks the right `rows:read_personal`. */
  readonly masked?: true
}

/** What stands in place of a personal value. */
export const maskedValue = '•••'

/** The rows behind one number. For counts, `total` is the number. */
export interface RowsAnswer {
  readonly columns: readonly RowsColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** All rows behind the number, not only those of this page. */
  readonly total: number
  /** Give it as `cursor` for the next page; null on the last one. */
  readonly nextCursor: string | null
  readonly meta: {
    /** The span the number covers. */
    readonly range: ResolvedRange
    readonly timeZone: string
    readonly currency: string
    /** The part of the number these rows are behind, empty when it has only one. */
    readonly part: string
    /** All parts one may ask for. */
    readonly parts: readonly string[]
    readonly durationMs: number
  }
}
