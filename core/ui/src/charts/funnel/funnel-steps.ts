import type { Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'

/** One step of a funnel. Shares are 0..1 and null where there is nothing to divide by. */
export interface FunnelStep {
  readonly title: string
  readonly metric: MetricColumn
  readonly count: number | null
  /** Share of the step before that goes on. */
  readonly fromBefore: number | null
  /** Share of the step before that leaves; null when more came than were there. */
  readonly dropOff: number | null
  readonly fromFirst: number | null
  readonly before: { readonly count: number | null; readonly fromBefore: number | null } | undefined
}

/** Reads a funnel from a frame of one row: its steps are the metrics in their order. */
export function funnelSteps(frame: Frame, titles?: readonly string[]): readonly FunnelStep[] {
  const { metrics } = readFrame(frame)
  if (metrics.length === 0) throw viewError('view.needs_metric', { view: 'funnel' })
  if (frame.rows.length > 1) throw viewError('view.needs_one_row', { view: 'funnel', rows: frame.rows.length })
  const row = frame.rows[0]
  const counts = metrics.map((metric) => numberOf(cellOf(row, metric)))
  const compared = metrics.map((metric) => numberOf(cellOf(row, metric.comparisons[0])))
  return metrics.map((metric, index) => {
    const fromBefore = index === 0 ? null : shareOf(counts[index], counts[index - 1])
    const comparison = { count: compared[index] ?? null, fromBefore: shareOf(compared[index], compared[index - 1]) }
    return {
      title: titles?.[index] ?? metric.title,
      metric,
      count: counts[index] ?? null,
      fromBefore,
      dropOff: fromBefore === null || fromBefore > 1 ? null : 1 - fromBefore,
      fromFirst: shareOf(counts[index], counts[0]),
      before: metric.comparisons.length === 0 ? undefined : comparison,
    }
  })
}

function shareOf(part: number | null | undefined, whole: number | null | undefined): number | null {
  return part === null || part === undefined || whole === null || whole === undefined || whole === 0
    ? null
    : part / whole
}
