import type { Frame } from '@tessera/plugin-api/wire'
import { formatSpan } from '../format/format-date.ts'
import { unreadableNote } from './answer-notes.ts'
import { cellOf, readFrame } from '../frame/read-frame.ts'

/** Why a frame has nothing to draw and what to do about it; null when there is something. */
export function emptyReason(frame: Frame, locale?: string): string | null {
  const { metrics } = readFrame(frame)
  if (metrics.length === 0 && frame.rows.length > 0) return null
  if (frame.rows.some((row) => metrics.some((metric) => cellOf(row, metric) !== null))) return null
  const unreadable = unreadableNote(frame, locale)
  if (unreadable !== null) return unreadable
  const span = formatSpan(frame.meta.range, locale)
  return frame.meta.watermark === null
    ? 'Nothing was ever recorded for this. Connect its source, or send its events.'
    : `Nothing was recorded for ${span}. Choose a longer range.`
}
