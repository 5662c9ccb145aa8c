import type { Frame, FrameColumn } from '@tessera/plugin-api/wire'
import { formatSpan } from '../format/format-date.ts'

/** What a comparison column compares with, in words: "previous period", or its dates. */
export function comparisonWords(frame: Frame, column: FrameColumn, locale?: string): string {
  const key = column.comparison ?? column.name.slice(column.name.lastIndexOf(':') + 1)
  if (key === 'previous_period') return 'previous period'
  const comparison = frame.meta.comparisons.find((candidate) => candidate.key === key)
  return comparison === undefined ? 'comparison' : formatSpan(comparison.range, locale)
}
