import type { Cell, Frame, Target } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { boundOf, targetVerdict, type TargetVerdict } from '../../format/target-verdict.ts'
import { marginOf } from '../../frame/margin-of.ts'
import { nameOf } from '../../words/name-of.ts'
import { targetIn } from '../../frame/target-in.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'

/** One value beside its target. */
export interface TargetRow {
  readonly key: string
  readonly title: string
  readonly metric: MetricColumn
  readonly row: readonly Cell[] | undefined
  readonly value: number | null
  readonly target: Target | undefined
  readonly bound: number | undefined
  /** Whether values below the bound are the good ones. */
  readonly below: boolean
  readonly verdict: TargetVerdict
  /** Right end of the row's scale; null where there is nothing to see a bar beside: no target, and no other row of the metric. */
  readonly most: number | null
}

/** Reads the values and targets of a frame: one row for each metric, and for each category if there are any. */
export function targetRows(frame: Frame, locale?: string): readonly TargetRow[] {
  const { dimensions, metrics } = readFrame(frame)
  if (metrics.length === 0) throw viewError('view.needs_metric', { view: 'targets' })
  const rows = frame.rows.length === 0 ? [undefined] : frame.rows
  const ends = new Map(metrics.map((metric) => [metric.name, scaleEnd(frame, metric, rows)]))
  return rows.flatMap((row, index) =>
    metrics.map((metric): TargetRow => {
      const value = numberOf(cellOf(row, metric))
      const target = targetIn(frame, metric, row)
      const bound = boundOf(target)
      const names = dimensions.map((column) => nameOf(row, column, locale))
      const n = numberOf(cellOf(row, metric.sample))
      const margin = marginOf(row, metric)
      return {
        key: `${index} ${metric.name}`,
        title: [...names, ...(names.length === 0 || metrics.length > 1 ? [metric.title] : [])].join(' · '),
        metric,
        row,
        value,
        target,
        bound: bound?.value,
        below: bound?.sign === '<' || bound?.sign === '≤',
        verdict: target === undefined ? 'unknown' : targetVerdict(value, target, { ...metric, n, margin }),
        most: bound === undefined && rows.length === 1 ? null : (ends.get(metric.name) ?? 1),
      }
    }),
  )
}

/** Rows of one metric share a scale, so that their bars compare. */
function scaleEnd(frame: Frame, metric: MetricColumn, rows: readonly (readonly Cell[] | undefined)[]): number {
  const values = rows.map((row) => numberOf(cellOf(row, metric)) ?? 0)
  const bounds = rows.map((row) => boundOf(targetIn(frame, metric, row))?.value ?? 0)
  const most = Math.max(...bounds, ...values)
  if (metric.unit === 'ratio' && most > 0.3 && most <= 1) return 1
  return most > 0 ? most * 1.25 : 1
}
