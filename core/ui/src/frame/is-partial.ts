import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { cellOf, readFrame } from './read-frame.ts'

/** Tells which rows of a frame are of a period that is not wholly inside the range, or not over yet. */
export function partialRows(frame: Frame): (row: readonly Cell[] | undefined) => boolean {
  const { time } = readFrame(frame)
  const labels = new Set(frame.meta.buckets.filter(({ partial }) => partial).map(({ label }) => label))
  return (row) => labels.size > 0 && time !== undefined && labels.has(String(cellOf(row, time)))
}
