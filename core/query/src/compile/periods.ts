import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Period } from './bucket-sql.ts'

/** Periods of a query: its own range first, then each comparison. */
export function periodsOf(query: ResolvedQuery): Period[] {
  const compared = query.time.comparisons.map((comparison, index) => ({
    suffix: `_p${index + 1}`,
    slots: comparison.slots,
  }))
  return [{ suffix: '', slots: query.time.slots }, ...compared]
}
