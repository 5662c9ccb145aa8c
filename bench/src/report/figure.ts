/** One measured figure, with what it should be where the product has a goal for it. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | '×' | 'req/s' | 'MiB' | 'rows/s' | 'blocks' | 'µs'
  readonly goal?: Goal
  /** What it was computed from, in the same unit unless the name says another. */
  readonly from?: Readonly<Record<string, number>>
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

export const atMost = (value: number, limit: number, unit: Figure['unit']): Goal => ({
  text: `≤ ${limit} ${unit}`,
  met: value <= limit,
})

export const atLeast = (value: number, limit: number, unit: Figure['unit']): Goal => ({
  text: `≥ ${limit} ${unit}`,
  met: value >= limit,
})
