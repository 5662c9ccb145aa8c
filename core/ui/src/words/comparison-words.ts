import type { Cell, Frame, FrameColumn, ResolvedRange } from '@tessera/plugin-api/wire'
import { formatSpan } from '../format/format-date.ts'
import { cellOf, readFrame } from '../frame/read-frame.ts'

/** Words that set a value into a comparison's time: "in the previous period", "for Nov 14 – 20, 2025". */
export function comparisonPhrase(frame: Frame, column: FrameColumn, locale?: string): string {
  const words = comparisonWords(frame, column, locale)
  if (words === 'target') return 'as the target'
  return /^[a-z]/.test(words) ? `in the ${words}` : `for ${words}`
}

const keyOf = ({ comparison, name }: FrameColumn) => comparison ?? name.slice(name.lastIndexOf(':') + 1)

/** The span that a row's bucket is compared with, where it is more than one bucket: the two are not alike. */
export function longerSpan(
  frame: Frame,
  column: FrameColumn,
  row: readonly Cell[] | undefined,
): ResolvedRange | undefined {
  const { longer } = frame.meta.comparisons.find(({ key }) => key === keyOf(column)) ?? {}
  if (longer === undefined) return undefined
  const label = cellOf(row, readFrame(frame).time)
  return longer.find((bucket) => bucket.label === label)?.range
}

/** What a comparison column compares with, in words: "previous period", "target", or its dates. */
export function comparisonWords(frame: Frame, column: FrameColumn, locale?: string): string {
  const key = keyOf(column)
  if (key === 'previous_period') return 'previous period'
  if (key === 'target') return 'target'
  const comparison = frame.meta.comparisons.find((candidate) => candidate.key === key)
  return comparison === undefined ? 'comparison' : formatSpan(comparison.range, locale)
}
