import type { MetricQuery } from '@tessera/plugin-api/wire'

/** Local days `[from, to)`. */
export interface Window {
  readonly from: string
  readonly to: string
}

/** A statement by hand with its parameters. */
export interface HandStatement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** One question, as the product is asked it and as somebody who knows the tables would write it. */
export interface Question {
  readonly name: string
  readonly title: string
  /** Days of its window. */
  readonly days: number
  readonly ask: (window: Window) => MetricQuery
  /** Columns and rows as the product answers them: time, dimensions, values. Empty buckets may be left out. */
  readonly hand: (tenantId: string, window: Window) => HandStatement
}
