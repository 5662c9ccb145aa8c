import type { ViewShape } from '@tessera/plugin-api'
import type { Frame } from '@tessera/plugin-api/wire'
import { viewError, type ViewError } from '../errors.ts'
import { readFrame } from '../frame/read-frame.ts'

/** Why a view cannot draw a frame; null when it can. */
export function unfit(view: string, { needs }: Pick<ViewShape, 'needs'>, frame: Frame): ViewError | null {
  const { time, dimensions, metrics } = readFrame(frame)
  const { least = 0, most } = needs.dimensions
  if (frame.columns.length === 0) return viewError('view.needs_column', { view })
  if (metrics.length < (needs.metrics.least ?? 0))
    return viewError('view.needs_metric', { view, least: needs.metrics.least ?? 1 })
  if (needs.time === 'needed' && time === undefined) return viewError('view.needs_time', { view })
  if (dimensions.length < least) return viewError('view.needs_dimension', { view, least })
  if (needs.time === 'never' && most === 0 && frame.rows.length > 1)
    return viewError('view.needs_one_row', { view, rows: frame.rows.length })
  return null
}
