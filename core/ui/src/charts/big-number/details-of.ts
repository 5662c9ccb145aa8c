import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { formatFigure, formatMargin } from '../../words/format-cell.ts'
import { formatChange } from '../../format/format-change.ts'
import { formatValue } from '../../format/format-value.ts'
import { formatTarget, targetVerdict } from '../../format/target-verdict.ts'
import { pacingWords } from '../../words/pacing-words.ts'
import { comparisonPhrase } from '../../words/comparison-words.ts'
import { isSmall } from '../../frame/is-small.ts'
import { marginOf, marginOfChange } from '../../frame/margin-of.ts'
import { cellOf, numberOf, type MetricColumn } from '../../frame/read-frame.ts'
import type { Span } from './spans.tsx'

/** What stands below a big number. Each entry's parts share a line where there is room. */
export function detailsOf(
  frame: Frame,
  metric: MetricColumn,
  locale: string | undefined,
): readonly (readonly (readonly Span[])[])[] {
  const row = frame.rows[0]
  const value = cellOf(row, metric)
  const format = { unit: metric.unit, currency: frame.meta.currency, locale }
  const n = cellOf(row, metric.sample)
  const margin = marginOf(row, metric)
  const details: (readonly Span[])[][] = metric.comparisons.slice(0, 1).map((column) => {
    const previous = cellOf(row, column)
    const words = comparisonPhrase(frame, column, locale)
    const change = formatChange(value, previous, {
      ...metric,
      n: numberOf(n),
      margin: marginOfChange(row, metric, column),
      locale,
    })
    const tone = change.verdict === 'good' || change.verdict === 'bad' ? change.verdict : 'secondary'
    const before: Span = {
      apart: true,
      text:
        previous === null
          ? `No data ${words}`
          : `${formatFigure(previous, metric, { meta: frame.meta, locale })} ${words}`,
    }
    if (change.verdict === 'none') return [[before]]
    return [
      [
        { text: `${change.arrow} ${change.text}`, tone, weight: 600 },
        { text: change.word, tone },
      ],
      [before],
    ]
  })
  if (metric.target !== undefined) {
    const verdict = targetVerdict(value, metric.target, { ...metric, n: numberOf(n), margin })
    const tone = verdict === 'missed' ? 'bad' : verdict === 'met' ? 'good' : 'warn'
    const name = metric.pacing === undefined ? 'Target' : 'Target to date'
    details.push([[{ text: `${name} ${formatTarget(metric.target, format)}` }, { text: verdict, tone }]])
  }
  if (metric.pacing !== undefined) {
    const { whole, left } = pacingWords(metric.pacing, format)
    details.push([[{ text: whole }], [{ text: left, weight: 600, apart: true }]])
  }
  if (margin !== null) {
    const text = formatMargin(margin, metric, { meta: frame.meta, locale })
    details.push([[{ text }, { text: '95 % interval' }]])
  }
  if (isSmall(row, metric)) details.push([[{ text: observations(n, locale) }]])
  return details
}

function observations(n: Cell, locale: string | undefined): string {
  return `Only ${formatValue(n, { locale })} observation${Number(n) === 1 ? '' : 's'}`
}
