import type { Frame } from '@tessera/plugin-api/wire'
import { formatTarget, targetVerdict } from '../../format/target-verdict.ts'
import { marginOf } from '../../frame/margin-of.ts'
import { cellOf, numberOf, type MetricColumn } from '../../frame/read-frame.ts'
import { targetIn } from '../../frame/target-in.ts'
import { verdictTones } from '../targets/verdict-words.ts'
import { formatShare } from '../../words/format-cell.ts'
import { partOfTarget, type TableRow } from './table-columns.ts'

/** The target of a row, and how far its value reaches: its part of the target and whether it meets that; none of a period that runs. */
export function aimWords(
  frame: Frame,
  metric: MetricColumn,
  at: { readonly row: TableRow; readonly locale: string | undefined; readonly partial?: boolean },
): { readonly target: string; readonly reached: string; readonly tone: string } {
  const { row, locale, partial = false } = at
  const target = targetIn(frame, metric, row)
  if (target === undefined) return { target: '–', reached: '', tone: 'secondary' }
  const text = formatTarget(target, { unit: metric.unit, currency: frame.meta.currency, locale })
  const n = numberOf(cellOf(row, metric.sample))
  const verdict = targetVerdict(cellOf(row, metric), target, { ...metric, n, margin: marginOf(row, metric) })
  if (partial || verdict === 'unknown') return { target: text, reached: '', tone: 'secondary' }
  const part = partOfTarget(frame, metric, row)
  const share = part === undefined ? '' : `${formatShare(part, [metric], locale)}, `
  return { target: text, reached: `${share}${verdict}`, tone: verdictTones[verdict] }
}
