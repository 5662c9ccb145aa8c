import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { formatChange, type Change } from '../format/format-change.ts'
import { formatCell, formatError, formatMargin } from '../words/format-cell.ts'
import { formatSpan } from '../format/format-date.ts'
import { formatTarget, targetVerdict } from '../format/target-verdict.ts'
import { comparisonWords, longerSpan } from '../words/comparison-words.ts'
import { pacingWords } from '../words/pacing-words.ts'
import { isSmall } from '../frame/is-small.ts'
import { marginOf, marginOfChange } from '../frame/margin-of.ts'
import { targetIn } from '../frame/target-in.ts'
import { cellOf, numberOf, type MetricColumn } from '../frame/read-frame.ts'
import type { TipLine } from '../tooltip/hit.ts'

interface LineFormat {
  readonly row: readonly Cell[] | undefined
  readonly locale?: string | undefined
  /** What the value is called; the metric's title when left out. */
  readonly name?: string
  readonly color?: string
  /** The row is of an incomplete period: neither its change nor its target is judged. */
  readonly partial?: boolean
}

/** Everything there is to say of a metric in a row: exact value, error of an estimate, changes, target, number of observations. */
export function metricLines(
  frame: Frame,
  metric: MetricColumn,
  { row, locale, name = metric.title, color, partial = false }: LineFormat,
): TipLine[] {
  const value = cellOf(row, metric)
  const lines: TipLine[] = [
    { name, value: formatCell(value, metric, { meta: frame.meta, locale }), ...(color === undefined ? {} : { color }) },
  ]
  const error = value === null ? undefined : formatError(metric, locale)
  if (error !== undefined) lines.push({ name: 'Error', value: error })
  const n = numberOf(cellOf(row, metric.sample))
  const margin = marginOf(row, metric)
  if (margin !== null)
    lines.push({ name: '95 % interval', value: formatMargin(margin, metric, { meta: frame.meta, locale }) })
  for (const column of metric.comparisons) {
    const previous = cellOf(row, column)
    const longer = longerSpan(frame, column, row)
    const change = formatChange(value, previous, {
      ...metric,
      n,
      margin: marginOfChange(row, metric, column),
      locale,
      partial,
      longer: longer !== undefined,
    })
    const written = formatCell(previous, metric, { meta: frame.meta, locale })
    const words = capitalize(comparisonWords(frame, column, locale))
    const line = { name: longer ? `${words} (${formatSpan(longer, locale)})` : words, value: written }
    lines.push(change.verdict === 'none' ? line : { ...line, note: changeWords(change), verdict: change.verdict })
  }
  const target = targetIn(frame, metric, row)
  if (target !== undefined) {
    const verdict = partial ? 'unknown' : targetVerdict(value, target, { ...metric, n, margin })
    const text = formatTarget(target, { unit: metric.unit, currency: frame.meta.currency, locale })
    const title = metric.pacing === undefined ? 'Target' : 'Target to date'
    lines.push({ name: title, value: text, ...(verdict === 'unknown' ? {} : { note: verdict }) })
  }
  if (metric.pacing !== undefined) {
    const format = { unit: metric.unit, currency: frame.meta.currency, locale }
    const { whole, left } = pacingWords(metric.pacing, format)
    lines.push({ name: 'Target of the period', value: whole, note: left })
  }
  if (metric.sample !== undefined)
    lines.push({
      name: 'n',
      value: formatCell(cellOf(row, metric.sample), metric.sample, { meta: frame.meta, locale }),
      ...(isSmall(row, metric) && metric.minSample !== undefined ? { note: `fewer than ${metric.minSample}` } : {}),
    })
  return lines
}

/** A change as arrow, size and word. */
export function changeWords({ arrow, text, word }: Change): string {
  return [arrow, text, word].filter((part) => part !== '').join(' ')
}

/** The text with a capital first letter. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
