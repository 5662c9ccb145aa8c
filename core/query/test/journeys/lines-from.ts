import fc from 'fast-check'
import { rowId, userId } from './question.ts'
import type { Line } from './world.ts'

const hour = 3_600_000
const nullable = <T>(values: readonly T[]) => fc.constantFrom<T | null>(...values, null)
const tenantOf = fc.constantFrom<0 | 1>(0, 0, 0, 0, 1)

/** Rows that last, of few accounts, so that they overlap, follow each other and come back. */
export function linesFrom(start: string): fc.Arbitrary<Line[]> {
  const zero = Date.parse(`${start}T00:00:00Z`)
  const row = fc.record({
    tenant: tenantOf,
    account: fc.constantFrom<string | null>(userId(0), userId(1), userId(2), null),
    provider: nullable(['google', 'meta']),
    start: fc.integer({ min: -16, max: 36 }).map((n) => zero + n * 6 * hour),
    length: fc.option(fc.nat(24)),
    value: nullable([0, 10, 10, 25, 2.5, -5]),
  })
  return fc.array(row, { maxLength: 25 }).map((rows) =>
    rows.map(({ length, ...r }, n) => ({
      ...r,
      id: rowId((n * 7919) % 4096),
      end: length === null ? null : r.start + length * 6 * hour,
    })),
  )
}
