import { pie } from '@visx/shape'
import { formatFigure, formatShare } from '../../words/format-cell.ts'
import { colorsFor } from '../../theme/color-for.ts'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { rankRows, type RankedRow, type Ranking } from '../ranked-bar/rank-rows.ts'
import { fitText, textWidth } from '../../format/text-width.ts'

/** A part of the ring with its line in the key. */
export interface DrawnPart extends RankedRow {
  readonly color: string
  /** Radians from the top, clockwise; null for parts of nothing. */
  readonly angles: { readonly from: number; readonly to: number } | null
  readonly text: string
  readonly valueText: string
  readonly shareText: string
  readonly y: number
}

/** Everything about a donut that depends on its size. */
export interface DonutLayout extends Ranking {
  readonly parts: readonly DrawnPart[]
  readonly ring: { readonly x: number; readonly y: number; readonly radius: number; readonly inner: number }
  /** Left and right end of the key, where its values end, and the height of its lines. */
  readonly list: {
    readonly left: number
    readonly right: number
    readonly valueRight: number
    readonly lineHeight: number
  }
  /** What stands in the middle. */
  readonly totalText: string
}

/** Most parts of a ring: more cannot be compared. */
const mostParts = 6

/** The parts of a donut; undefined where the values are no few parts of one whole. */
export function donutRows({ frame, options, locale }: PropsOfView<'donut'>): Ranking | undefined {
  const ranking = rankRows(frame, (options?.top ?? 4) + 1, locale)
  const { rows, metric, note } = ranking
  const values = rows.flatMap(({ value }) => value ?? [])
  const sum = values.reduce((total, value) => total + value, 0)
  const isShared = metric.unit === 'ratio' ? Math.abs(sum - 1) < 0.005 : rows.some(({ share }) => share !== null)
  const isWhole = note === '' && sum > 0 && values.every((value) => value >= 0)
  return isShared && isWhole && rows.length <= mostParts ? ranking : undefined
}

/** Places a donut: the ring, and its key beside or below it. */
export function donutLayout(props: PropsOfView<'donut'>, ranking: Ranking): DonutLayout {
  const { frame, width, height, locale } = props
  const { rows, metric, dimension } = ranking
  const told = { meta: frame.meta, locale }
  const isRatio = metric.unit === 'ratio'
  const sum = rows.reduce((total, { value }) => total + (value ?? 0), 0)
  const keys = rows.filter(({ isRest }) => !isRest).map(({ key }) => key)
  const colors = colorsFor(keys, dimension.colors)
  const angles = pie<RankedRow>({ value: ({ value }) => value ?? 0, sort: null, sortValues: null })([...rows])
  const texts = rows.map((row) => ({
    valueText: formatFigure(row.value, metric, told),
    shareText: isRatio || row.share === null ? '' : formatShare(row.share, [metric], locale),
  }))
  const shareRoom = Math.max(0, ...texts.map(({ shareText }) => textWidth(shareText)))
  const valueWidth = Math.max(0, ...texts.map(({ valueText }) => textWidth(valueText, 13)))
  const nameWidth = Math.max(0, ...rows.map(({ label }) => textWidth(label, 13)))
  const beside = width >= 300 && width > height * 1.15
  const lineHeight = beside ? Math.min(30, height / rows.length) : Math.min(22, (height * 0.5) / rows.length)
  const listHeight = rows.length * lineHeight
  const radius = Math.max(
    20,
    beside
      ? Math.min(height / 2, width * 0.24, 120, Math.max(40, (width - nameWidth - valueWidth - 80) / 2))
      : Math.min((height - listHeight - 10) / 2, width / 2, 120),
  )
  // why: a part without its name says nothing; its share is the angle, and stands in its tooltip
  const room = (beside ? width - 2 * radius - 28 : width) - nameWidth - valueWidth - 40
  const shareWidth = shareRoom + 12 <= room ? shareRoom : 0
  const widest = nameWidth + valueWidth + shareWidth + 52
  const listWidth = beside
    ? Math.min(width - 2 * radius - 28, Math.max(widest, 160))
    : Math.min(width, Math.max(widest, 220))
  const block = beside ? 2 * radius + 28 + listWidth : listWidth
  const start = Math.max(0, (width - block) / 2)
  const left = beside ? start + 2 * radius + 28 : start
  const right = left + listWidth
  const valueRight = right - (shareWidth > 0 ? shareWidth + 12 : 0)
  const listTop = beside ? (height - listHeight) / 2 : 2 * radius + 10
  return {
    ...ranking,
    ring: { x: beside ? start + radius : width / 2, y: beside ? height / 2 : radius, radius, inner: radius * 0.62 },
    list: { left, right, valueRight, lineHeight },
    totalText: isRatio ? '' : formatFigure(sum, metric, told),
    parts: rows.map((row, index) => {
      const found = angles[index]
      const isDrawn = found !== undefined && found.endAngle > found.startAngle
      return {
        ...row,
        color: row.isRest ? ink('faint') : (colors.get(row.key) ?? ink('accent')),
        angles: isDrawn ? { from: found.startAngle, to: found.endAngle } : null,
        text: fitText(row.label, valueRight - valueWidth - left - 28, 13),
        valueText: texts[index]?.valueText ?? '',
        shareText: shareWidth > 0 ? (texts[index]?.shareText ?? '') : '',
        y: listTop + index * lineHeight,
      }
    }),
  }
}
