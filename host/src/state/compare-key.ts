import { compareSchema, type Compare } from '@tessera/plugin-api/wire'
import { formatRangeKey, parseRangeKey } from './range-key.ts'

const shift = /^shift-(\d{1,4})-(day|week|month|quarter|year)(?:-(calendar|weekday))?$/

/** A comparison as it stands in an address: `previous_period`, `target`, `shift-1-year-weekday`, `range-2025-10-01..2025-11-01`. */
export function formatCompareKey(compare: Compare): string {
  if (compare.kind === 'previous_period' || compare.kind === 'target') return compare.kind
  if (compare.kind === 'range') return `range-${formatRangeKey(compare.range)}`
  return ['shift', compare.n, compare.unit, compare.align].filter((part) => part !== undefined).join('-')
}

/** Reads a comparison from an address; null when it is none. */
export function parseCompareKey(key: string): Compare | null {
  const read = compareSchema.safeParse(readCompare(key))
  return read.success ? read.data : null
}

function readCompare(key: string): unknown {
  if (key.startsWith('range-')) return { kind: 'range', range: parseRangeKey(key.slice('range-'.length)) }
  const [, n, unit, align] = shift.exec(key) ?? []
  if (n === undefined) return { kind: key }
  return { kind: 'shift', n: Number(n), unit, ...(align === undefined ? {} : { align }) }
}
