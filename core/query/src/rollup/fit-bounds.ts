import type { Bound } from '../compile/bucket-sql.ts'
import type { BucketGrid } from './bucket-grid.ts'
import { joined, split, type TimeSpan } from './spans.ts'

/** Which times of a question a rollup answers, and which are read from the rows. */
export interface Fit {
  /** Whole buckets of the rollup, unchanged since it was built. */
  readonly clean: readonly TimeSpan[]
  /** Everything else, changed buckets among it. */
  readonly raw: readonly TimeSpan[]
  /** Of `raw`, what lies in whole buckets but changed. */
  readonly changed: readonly TimeSpan[]
}

/** Whether a bound is finer than rollups are told apart: they know milliseconds. */
export function isFine({ from, to }: Bound): boolean {
  return /\.\d{4}/.test(from) || /\.\d{4}/.test(to)
}

/** Lays the buckets of a question over those of a rollup. */
export function fitBounds(bounds: readonly Bound[], grid: BucketGrid, changes: readonly TimeSpan[]): Fit {
  const whole: TimeSpan[] = []
  const edges: TimeSpan[] = []
  for (const bound of bounds) {
    const from = Date.parse(bound.from)
    const to = Date.parse(bound.to)
    const first = grid.ceil(from)
    const last = grid.floor(to)
    if (first >= last) edges.push({ from, to })
    else {
      whole.push({ from: first, to: last })
      edges.push({ from, to: first }, { from: last, to })
    }
  }
  const begin = whole[0]?.from ?? 0
  const end = whole.at(-1)?.to ?? 0
  const touched = changes
    .filter((change) => change.to > begin && change.from < end)
    .map((change) => ({ from: grid.floor(change.from), to: grid.ceil(change.to) }))
  const { outside, inside } = split(whole, touched)
  return { clean: outside, raw: joined([...edges, ...inside]), changed: joined(inside) }
}
