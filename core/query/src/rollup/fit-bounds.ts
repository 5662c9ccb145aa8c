import type { Bound } from '../compile/bucket-sql.ts'
import type { BucketGrid } from './bucket-grid.ts'
import { joined, split, type TimeSpan } from '../time/time-spans.ts'

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

const spansBefore = new WeakMap<readonly Bound[], readonly TimeSpan[]>()

/** Times of a question's buckets. Panels of a page share theirs. */
export function spansOf(bounds: readonly Bound[]): readonly TimeSpan[] {
  const known = spansBefore.get(bounds)
  if (known) return known
  const spans = bounds.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
  spansBefore.set(bounds, spans)
  return spans
}

/** Times of a question over the buckets of a rollup, whatever changed. */
interface Laid {
  readonly whole: readonly TimeSpan[]
  readonly edges: readonly TimeSpan[]
}

const laidBefore = new WeakMap<readonly TimeSpan[], WeakMap<BucketGrid, Laid>>()

function laid(spans: readonly TimeSpan[], grid: BucketGrid): Laid {
  const known = laidBefore.get(spans)?.get(grid)
  if (known) return known
  const whole: TimeSpan[] = []
  const edges: TimeSpan[] = []
  for (const { from, to } of spans) {
    const first = Number.isFinite(from) ? grid.ceil(from) : from
    const last = grid.floor(to)
    if (first >= last) edges.push({ from, to })
    else {
      whole.push({ from: first, to: last })
      edges.push({ from, to: first }, { from: last, to })
    }
  }
  const found = { whole, edges: edges.filter(({ from, to }) => from < to) }
  const grids = laidBefore.get(spans) ?? new WeakMap<BucketGrid, Laid>()
  laidBefore.set(spans, grids.set(grid, found))
  return found
}

/** Lays times of a question over the buckets of a rollup. The first may begin at -Infinity: with the first row there is. */
export function fitSpans(spans: readonly TimeSpan[], grid: BucketGrid, changes: readonly TimeSpan[]): Fit {
  const { whole, edges } = laid(spans, grid)
  const begin = whole[0]?.from ?? 0
  const end = whole.at(-1)?.to ?? 0
  const touched = changes
    .filter((change) => change.to > begin && change.from < end)
    .map((change) => ({ from: grid.floor(change.from), to: grid.ceil(change.to) }))
  const { outside, inside } = split(whole, touched)
  return { clean: outside, raw: joined([...edges, ...inside]), changed: joined(inside) }
}
