import { formatFigure } from '../../words/format-cell.ts'
import { formatTarget } from '../../format/target-verdict.ts'
import { pacingWords } from '../../words/pacing-words.ts'
import type { ChartProps } from '../chart-props.ts'
import { textWidth } from '../../format/text-width.ts'
import { targetRows, type TargetRow } from './target-rows.ts'
import { verdictWords } from './verdict-words.ts'

/** A row with its texts. */
export interface DrawnTarget extends TargetRow {
  readonly valueText: string
  readonly targetText: string
  readonly verdictText: string
  readonly y: number
  /** Right end of the value. */
  readonly valueRight: number
}

/** Everything about a targets chart that depends on its size. */
export interface TargetsLayout {
  readonly rows: readonly DrawnTarget[]
  readonly rowHeight: number
  /** Target and verdict stand beside the value, below the bar, or only the verdict stands beside the value. */
  readonly arrangement: 'beside' | 'below' | 'short'
  /** Right end of the target texts. */
  readonly targetRight: number
  readonly note: string
}

const gap = 12
const belowHeight = 50

/** Places the rows of a targets chart in columns; says so when some do not fit. */
export function targetsLayout({ frame, width, height, locale }: ChartProps): TargetsLayout {
  const all = targetRows(frame, locale).map((row) => {
    const format = { unit: row.metric.unit, currency: frame.meta.currency, locale }
    return {
      ...row,
      valueText: formatFigure(row.value, row.metric, { meta: frame.meta, locale }),
      targetText: targetText(row, format),
      verdictText: verdictWords[row.verdict],
    }
  })
  const title = widest(
    all.map((row) => row.title),
    13,
  )
  const value = widest(
    all.map((row) => row.valueText),
    13,
  )
  const target = widest(
    all.map((row) => row.targetText),
    12,
  )
  const verdict = widest(
    all.map((row) => row.verdictText),
    12,
  )
  const isBeside = (name: number) => name + value + target + verdict + 3 * gap <= width
  const isBelow = all.length * belowHeight <= height + 6
  // why: where titles have room below, none is cut to stand beside its target
  const roomy = isBeside(title) || (!isBelow && isBeside(Math.min(title, 180)))
  const arrangement = roomy ? 'beside' : isBelow ? 'below' : 'short'
  const least = arrangement === 'below' ? belowHeight : 40
  const fits = all.length * least <= height + 8
  const count = fits ? all.length : Math.max(1, Math.floor((height - 12) / least))
  const rowHeight = fits ? Math.min(least + 12, (height + 8) / Math.max(1, all.length)) : least
  const targetRight = arrangement === 'beside' ? width - verdict - (verdict > 0 ? gap : 0) : 0
  return {
    rows: all.slice(0, count).map((row, index) => {
      const beside = row.verdictText === '' ? 0 : textWidth(row.verdictText) + gap
      const rightOf = { beside: targetRight - target - gap, below: width, short: width - beside }
      return { ...row, y: index * rowHeight, valueRight: rightOf[arrangement] }
    }),
    rowHeight,
    arrangement,
    targetRight,
    note: fits ? '' : `${count} of ${all.length} shown`,
  }
}

/** The target of a row; one for another span is told with it, and none is judged by it. */
function targetText(
  { target, metric: { targetOver, pacing } }: TargetRow,
  format: Parameters<typeof formatTarget>[1],
): string {
  if (target !== undefined && pacing !== undefined) {
    const { whole, left } = pacingWords(pacing, format)
    return `target ${formatTarget(target, format)} to date, ${whole}: ${left}`
  }
  if (target !== undefined) return `target ${formatTarget(target, format)}`
  return targetOver === undefined
    ? 'no target'
    : `target ${formatTarget(targetOver.target, format)} over ${targetOver.days} days`
}

function widest(texts: readonly string[], size: number): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, size)))
}
