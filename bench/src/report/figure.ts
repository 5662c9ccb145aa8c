/** One measured figure, with what it should be where the product has a goal for it. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | '×' | 'req/s' | 'MiB' | 'rows/s' | 'blocks'
  readonly goal?: Goal
}

export interface Goal {
  /** As a reader would say it: `≤ 1.5 ×`. */
  readonly text: string
  readonly met: boolean
}

/** What a case measured. */
export interface CaseReport {
  readonly name: string
  readonly title: string
  readonly figures: readonly Figure[]
  /** Sentences a reader needs beside the figures. */
  readonly notes: readonly string[]
}
