import type { Frame, FrameColumn } from '@tessera/plugin-api/wire'
import { formatSpan } from '../format/format-date.ts'

/** Words that set a value into a comparison's time: "in the previous period", "for Nov 14 – 20, 2025". */
export function comparisonPhrase(frame: Frame, column: FrameColumn, locale?: string): string {
  const words = comparisonWords(frame, column, locale)
  if (words === 'target') return 'as the target'
  return /^[a-z]/.test(words) ? `in the ${words}` : `for ${words}`
}

/** What a comparison column compares with, in words: "previous period", "target", or its dates. */
export function comparisonWords(frame: Frame, column: FrameColumn, locale?: string): string {
  const key = column.comparison ?? column.name.slice(column.name.lastIndexOf(':') + 1)
  if (key === 'previous_period') return 'previous period'
  if (key === 'target') return 'target'
  const comparison = frame.meta.comparisons.find((candidate) => candidate.key === key)
  return comparison === undefined ? 'comparison' : formatSpan(comparison.range, locale)
}
