import type { Compare } from '@tessera/plugin-api/wire'
import { formatCompareKey } from './compare-key.ts'

/** Comparisons offered by name. */
export const comparePresets: readonly { readonly label: string; readonly compare: readonly Compare[] }[] = [
  { label: 'No comparison', compare: [] },
  { label: 'Previous period', compare: [{ kind: 'previous_period' }] },
  { label: 'Same weekdays last year', compare: [{ kind: 'shift', n: 1, unit: 'year', align: 'weekday' }] },
  { label: 'One month earlier', compare: [{ kind: 'shift', n: 1, unit: 'month' }] },
]

/** The comparison a page has when its address names none. */
export const defaultCompare: readonly Compare[] = [{ kind: 'previous_period' }]

/** Comparisons as one key: `none`, or as in an address. */
export function compareListKey(compare: readonly Compare[]): string {
  return compare.map(formatCompareKey).join(',') || 'none'
}

/** Comparisons in words. */
export function compareWords(compare: readonly Compare[]): string {
  const key = compareListKey(compare)
  const preset = comparePresets.find((candidate) => compareListKey(candidate.compare) === key)
  return preset?.label ?? compare.map(oneInWords).join(', ')
}

function oneInWords(compare: Compare): string {
  if (compare.kind === 'previous_period') return 'Previous period'
  if (compare.kind === 'target') return 'Target'
  if (compare.kind === 'range') return 'Another range'
  const { n, unit, align } = compare
  return `${n} ${unit}${n === 1 ? '' : 's'} earlier${align === 'weekday' ? ', same weekdays' : ''}`
}
