import type { Bucket, Cell, Frame, FrameColumn, Grain, ResolvedRange } from '@tessera/plugin-api/wire'

const now = '2026-11-20T09:30:00Z'
const from = Date.UTC(2026, 9, 21)
const day = 86_400_000

/** The first `count` days of the gallery's range, the last one still running. */
export function days(count: number): readonly Bucket[] {
  return Array.from({ length: count }, (_, index) => ({
    label: dateAt(index).slice(0, 10),
    fromInstant: dateAt(index),
    toInstant: dateAt(index + 1),
    partial: count > 1 && index === count - 1,
  }))
}

/** A frame of the gallery: its clock stands still at 20 November 2026. */
export function makeFrame(
  columns: readonly FrameColumn[],
  rows: readonly (readonly Cell[])[],
  time: { readonly grain: Grain; readonly buckets: readonly Bucket[] } | null = null,
): Frame {
  return {
    columns,
    rows,
    meta: {
      range: range('2026-10-21', '2026-11-20'),
      timeZone: 'UTC',
      weekStart: 1,
      grain: time?.grain ?? null,
      now,
      buckets: time?.buckets ?? [],
      comparisons: [{ key: 'previous_period', range: range('2026-09-21', '2026-10-21') }],
      source: { kind: 'raw', reason: 'gallery' },
      sources: [],
      watermark: now,
      recorded: { first: '2026-03-02T08:00:00Z', last: now },
      currency: 'USD',
      truncated: false,
      sqlDigest: '0000000000000000',
      durationMs: 1,
      cache: 'miss',
    },
  }
}

/** Numbers from 0 to 1 that look random and are the same every time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function dateAt(index: number): string {
  return new Date(from + index * day).toISOString()
}

function range(start: string, end: string): ResolvedRange {
  return { from: start, to: end, fromInstant: `${start}T00:00:00Z`, toInstant: `${end}T00:00:00Z` }
}
