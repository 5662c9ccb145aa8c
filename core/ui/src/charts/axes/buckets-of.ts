import type { Bucket, Frame } from '@tessera/plugin-api/wire'
import { cellOf, type ReadColumn } from '../../frame/read-frame.ts'

/** The buckets of a frame over time; where it does not name them, those that it has rows of. */
export function bucketsOf(frame: Frame, time: ReadColumn): readonly Bucket[] {
  if (frame.meta.buckets.length > 0) return frame.meta.buckets
  const labels = new Set(frame.rows.map((row) => String(cellOf(row, time))))
  return [...labels].toSorted().map((label) => ({ label, fromInstant: label, toInstant: label, partial: false }))
}
