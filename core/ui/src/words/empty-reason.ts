import type { Frame, FrameMeta } from '@tessera/plugin-api/wire'
import { formatDate, formatSpan } from '../format/format-date.ts'
import { offPhrase } from './rule-phrases.ts'
import { unreadableNote } from './answer-notes.ts'
import { cellOf, readFrame } from '../frame/read-frame.ts'

/** Why a frame has nothing to draw and what to do about it; null when there is something. */
export function emptyReason(frame: Frame, locale?: string): string | null {
  const { metrics } = readFrame(frame)
  if (metrics.length === 0 && frame.rows.length > 0) return null
  if (frame.rows.some((row) => metrics.some((metric) => cellOf(row, metric) !== null))) return null
  return unreadableNote(frame, locale) ?? nothingRecorded(frame.meta, locale)
}

/** Which way the rows lie, where there are some. */
function nothingRecorded(meta: FrameMeta, locale?: string): string {
  const { range, recorded, watermark, timeZone, sourcesOff = [] } = meta
  const nothing = `Nothing was recorded for ${formatSpan(range, locale)}`
  const day = (instant: string) =>
    formatDate(instant, { month: 'short', day: 'numeric', year: 'numeric' }, { locale, timeZone })
  const [from, to] = [Date.parse(range.fromInstant), Date.parse(range.toInstant)]
  const [first, last] = [Date.parse(recorded?.first ?? ''), Date.parse(recorded?.last ?? '')]
  if (recorded && first >= to) return `${nothing}: rows begin on ${day(recorded.first)}. Choose a later range.`
  if (recorded && last < from) return `${nothing}: rows end on ${day(recorded.last)}. Choose an earlier range.`
  // why: rows are there for the range, but not what comes from elsewhere
  if (sourcesOff.length > 0) return `${sourcesOff.map(offPhrase).join(', ')}: what comes from there is unknown here.`
  if (watermark === null) return 'Nothing was ever recorded for this. Connect its source, or send its events.'
  if (!recorded) return `${nothing}. Choose a longer range.`
  if (from <= first && last < to) return `${nothing}, and all rows lie in it. Take filters off, or record more.`
  return `${nothing}. Rows lie from ${day(recorded.first)} to ${day(recorded.last)}: choose more of that, or take filters off.`
}
