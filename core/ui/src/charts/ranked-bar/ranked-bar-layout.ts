import { scaleLinear } from '@visx/scale'
import { builtInViews } from '@tessera/plugin-api'
import { formatFigure, formatShare } from '../../words/format-cell.ts'
import { isClock } from '../../words/clock-label.ts'
import { isRest } from '../../words/name-of.ts'
import { isNamed } from '../../frame/is-named.ts'
import { boundOf } from '../../format/target-verdict.ts'
import { targetIn } from '../../frame/target-in.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import { colorFor } from '../../theme/color-for.ts'
import { ink } from '../../theme/ink.ts'
import type { PropsOfView } from '../chart-props.ts'
import { fitText, textWidth } from '../../format/text-width.ts'
import { nameColumn } from '../name-column.ts'
import { rankRows, type RankedRow, type Ranking } from './rank-rows.ts'

/** A bar with its texts and places. */
export interface DrawnBar extends RankedRow {
  /** Its name, on two lines where one is too narrow; none where bars are thin. */
  readonly lines: readonly string[]
  readonly valueText: string
  readonly secondaryText: string
  readonly y: number
  readonly length: number
  readonly start: number
  readonly color: string
  /** Where its target lies; undefined where there is none. */
  readonly target: number | undefined
}

/** Everything about a ranked bar chart that depends on its size. */
export interface RankedBarLayout extends Ranking {
  readonly bars: readonly DrawnBar[]
  readonly rowHeight: number
  readonly barLeft: number
  readonly valueRight: number
  readonly secondaryRight: number
  /** Names stand above their bar where the chart is narrow. */
  readonly stacked: boolean
}

/** Room a line of text needs; bars that are thinner are written at every second or third one. */
const textHeight = 15
/** Least height of a bar with its name above it. */
const stackedHeight = 38
const most = builtInViews.ranked_bar.state.top.values

/** Places a ranked bar chart. */
export function rankedBarLayout({ frame, options, width, height, locale }: PropsOfView<'ranked_bar'>): RankedBarLayout {
  const { dimensions } = readFrame(frame)
  // why: names of weekdays and hours are short, and all of them are drawn
  const isNarrow = width < 340 && !dimensions.some(isClock)
  const least = isNarrow ? stackedHeight : 24
  const fits = Math.max(1, Math.floor(height / least))
  const rests = frame.rows.some((row) => dimensions.some((column) => isRest(row, column))) ? 1 : 0
  const all = Math.min((options?.top ?? most) + rests, fits)
  const first = rankRows(frame, all, locale)
  const ranking =
    first.note !== '' && first.rows.length >= fits ? rankRows(frame, Math.max(1, fits - 1), locale) : first
  const { metric, dimension } = ranking
  const room = height - (ranking.note === '' ? 0 : 20)
  const each = room / Math.max(1, ranking.rows.length)
  const names = nameColumn(
    ranking.rows.map(({ label }) => label),
    { width, share: 0.36, rowHeight: Math.min(34, each), size: 13 },
  )
  const stacked = isNarrow || (!names.isWhole && each >= stackedHeight)
  const rowHeight = Math.min(stacked ? 46 : 34, each)
  const secondary = readFrame(frame).metrics.find((column) => isNamed(column, options?.secondary))
  const told = { meta: frame.meta, locale }
  const texts = ranking.rows.map((row) => ({
    valueText: formatFigure(row.value, metric, told),
    secondaryText:
      secondary !== undefined
        ? row.row === undefined
          ? ''
          : formatFigure(cellOf(row.row, secondary), secondary, told)
        : row.share === null
          ? ''
          : formatShare(row.share, [metric], locale),
  }))
  const valueWidth = Math.max(0, ...texts.map((text) => textWidth(text.valueText, 13)))
  const secondaryWidth = Math.max(0, ...texts.map((text) => textWidth(text.secondaryText)))
  const barLeft = stacked ? 0 : names.width + 10
  const secondaryRight = width
  const valueRight = width - (secondaryWidth > 0 ? secondaryWidth + 12 : 0)
  const barRight = stacked ? width : valueRight - valueWidth - 10
  const bounds = ranking.rows.map((row) => (row.row ? boundOf(targetIn(frame, metric, row.row))?.value : undefined))
  const values = [...ranking.rows.map((row) => row.value), ...bounds].flatMap((value) => value ?? [])
  const domain = [Math.min(0, ...values), Math.max(0, ...values)]
  if (domain[0] === domain[1]) domain[1] = 1
  const x = scaleLinear({ domain, range: [barLeft, Math.max(barLeft + 1, barRight)] })
  const labelRoom = valueRight - valueWidth - 10
  const linesOf = (name: string) => (stacked ? [fitText(name, labelRoom, 13)] : names.linesOf(name))
  const ownColors = Object.keys(dimension.colors ?? {}).length > 0
  const written = Math.ceil(textHeight / rowHeight)
  const bars = ranking.rows.map((row, index): DrawnBar => {
    const end = x(row.value ?? 0)
    const isWritten = index % written === 0
    const bound = bounds[index]
    return {
      ...row,
      lines: isWritten ? linesOf(row.label) : [],
      valueText: (isWritten && texts[index]?.valueText) || '',
      secondaryText: (isWritten && texts[index]?.secondaryText) || '',
      y: index * rowHeight,
      start: Math.min(x(0), end),
      length: row.value === null || row.value === 0 ? 0 : Math.max(1, Math.abs(end - x(0))),
      color: row.isRest ? ink('faint') : ownColors ? colorFor(row.key, dimension.colors) : ink('accent'),
      target: bound === undefined ? undefined : x(bound),
    }
  })
  return { ...ranking, bars, rowHeight, barLeft, valueRight, secondaryRight, stacked }
}
