import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { formatBucket } from '../../format/format-date.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn } from '../../frame/read-frame.ts'
import { colorsFor } from '../../theme/color-for.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { nameOf } from '../../words/name-of.ts'
import type { PropsOfView } from '../chart-props.ts'
import { fitText, textWidth } from '../../format/text-width.ts'
import { wrapText } from '../wrapped-text.tsx'

/** One thing that happened, with its place. */
export interface FeedEntry {
  readonly row: readonly Cell[]
  readonly when: string
  /** When, in full. */
  readonly moment: string
  readonly who: string
  readonly whoText: string
  readonly what: string
  /** What happened, in the lines it takes. */
  readonly lines: readonly string[]
  readonly kind: string | null
  readonly color: string | null
  readonly y: number
  readonly height: number
}

/** Everything about a feed that depends on its size. */
export interface FeedLayout {
  readonly who: DimensionColumn
  readonly entries: readonly FeedEntry[]
  /** Where with whom stands, and what: beside it where it is wide, else below. */
  readonly place: { readonly who: number; readonly what: number; readonly down: number }
  readonly note: string
}

/** Size of the words, height of a line and of the room around an entry, in pixels. */
export const feedSizes = { text: 13, line: 18, around: 12 } as const
const { text: size, line, around } = feedSizes
const wideFrom = 420
const widestWho = 220
const mostLines = 2

/** Places what happened, the latest first, as far as there is room. */
export function feedLayout({ frame, width, height, locale }: PropsOfView<'feed'>): FeedLayout {
  const { time, dimensions, metrics } = readFrame(frame)
  const [metric] = metrics
  const [first, second, third] = dimensions
  if (time === undefined) throw viewError('view.needs_time', { view: 'feed' })
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'feed' })
  if (first === undefined) throw viewError('view.needs_dimension', { view: 'feed' })
  const { grain, timeZone } = frame.meta
  const whenOf = (row: readonly Cell[], style?: 'long') =>
    formatBucket(String(cellOf(row, time)), grain, { locale, timeZone, ...(style ? { style } : {}) })
  const found = frame.rows
    .filter((row) => numberOf(cellOf(row, metric)))
    .toSorted((a, b) => (String(cellOf(a, time)) < String(cellOf(b, time)) ? 1 : -1))
  const kindOf = (row: readonly Cell[]) => (third === undefined ? null : nameOf(row, third, locale))
  const colors = colorsFor([...new Set(found.map((row) => String(cellOf(row, third))))], third?.colors)
  const dates = Math.max(0, ...found.map((row) => textWidth(whenOf(row))))
  const left = Math.min(width / 3, dates + 12) + (third === undefined ? 0 : 16)
  const beside = width >= wideFrom && second !== undefined
  const whoWidth = beside ? Math.min(widestWho, (width - left) * 0.38) : width - left
  const what = beside ? left + whoWidth + 12 : left
  const all = found.map((row) => {
    const value = cellOf(row, metric)
    const times = value === 1 ? '' : `${formatFigure(value, metric, { meta: frame.meta, locale })} ×`
    return { row, what: [times, second === undefined ? '' : nameOf(row, second, locale)].join(' ').trim() }
  })
  const entries: FeedEntry[] = []
  let y = 0
  for (const [index, one] of all.entries()) {
    const lines = one.what === '' ? [] : wrapText(one.what, width - what, { most: mostLines, size })
    const tall = (beside ? Math.max(1, lines.length) : 1 + lines.length) * line + around
    // why: below the last one that fits stands how many there are
    if (y + tall > height - (index < all.length - 1 ? line : 0)) break
    const who = nameOf(one.row, first, locale)
    entries.push({
      ...one,
      when: whenOf(one.row),
      moment: whenOf(one.row, 'long'),
      who,
      whoText: fitText(who, whoWidth, size),
      lines,
      kind: kindOf(one.row),
      color: third === undefined ? null : (colors.get(String(cellOf(one.row, third))) ?? null),
      y,
      height: tall,
    })
    y += tall
  }
  return {
    who: first,
    entries,
    place: { who: left, what, down: beside ? 0 : line },
    // why: below an answer that is cut the card says so itself
    note: entries.length < all.length && !frame.meta.truncated ? `The latest ${entries.length} of ${all.length}` : '',
  }
}
