import { expect, test } from 'vitest'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { isBare } from './is-bare.ts'

const span = {
  from: '2026-10-21',
  to: '2026-11-20',
  fromInstant: '2026-10-21T00:00:00Z',
  toInstant: '2026-11-20T00:00:00Z',
}

function frame(value: Cell, watermark: string | null): Frame {
  return {
    columns: [
      { name: 'a.kind', role: 'dimension', type: 'text', title: 'Kind' },
      { name: 'a.b', role: 'metric', type: 'number', title: 'B', unit: 'count' },
    ],
    rows: [['x', value]],
    meta: {
      range: span,
      timeZone: 'UTC',
      weekStart: 1,
      grain: null,
      now: '2026-11-20T00:00:00Z',
      buckets: [],
      comparisons: [],
      source: { kind: 'raw', reason: 'no rollup' },
      sources: [],
      watermark,
      currency: 'USD',
      truncated: false,
      sqlDigest: '0123456789abcdef',
      durationMs: 1,
      cache: 'miss',
    },
  }
}

const big = (value: Cell, watermark: string | null) => ({ headline: true, frame: frame(value, watermark) })
const small = (value: Cell, watermark: string | null) => ({ headline: false, frame: frame(value, watermark) })
const mark = '2026-11-19T00:00:00Z'

test.each([
  ['nothing ever', [big(null, null), small(null, null)], true],
  ['no headline value, though a few rows elsewhere', [big(null, null), big(null, mark), small(6, mark)], true],
  ['an empty range of a tenant that has rows', [big(null, mark), small(null, mark)], false],
  ['one headline has a value', [big(0, mark), big(null, null)], false],
  ['no headlines and no rows', [small(null, null)], true],
  ['no headlines but values', [small(3, mark), small(null, null)], false],
])('%s', (_, frames, bare) => {
  expect(isBare(frames)).toBe(bare)
})
