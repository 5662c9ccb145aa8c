import type { Frame } from '@tessera/plugin-api/wire'
import { viewError, type ViewError } from '../errors.ts'
import { readFrame } from '../frame/read-frame.ts'

/** Why a view cannot draw a frame; null when it can. */
export function unfit(view: string, frame: Frame): ViewError | null {
  const { time, dimensions, metrics } = readFrame(frame)
  if (frame.columns.length === 0) return viewError('view.needs_column', { view })
  if (metrics.length === 0 && view !== 'table') return viewError('view.needs_metric', { view })
  if (view === 'line' && time === undefined) return viewError('view.needs_time', { view })
  if (view === 'ranked_bar' && dimensions.length === 0) return viewError('view.needs_dimension', { view })
  if ((view === 'funnel' || view === 'big_number') && frame.rows.length > 1)
    return viewError('view.needs_one_row', { view, rows: frame.rows.length })
  return ['big_number', 'line', 'ranked_bar', 'funnel', 'targets', 'table'].includes(view)
    ? null
    : viewError('view.unknown', { view })
}
