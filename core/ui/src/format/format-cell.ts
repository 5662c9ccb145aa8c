import type { Cell, FrameColumn, FrameMeta } from '@tessera/plugin-api/wire'
import { labelOf } from '../frame/label-of.ts'
import { missing } from './format-context.ts'
import { formatBucket } from './format-date.ts'
import { formatValue } from './format-value.ts'

/** Marks a written value that is an estimate: `≈ 4,080`. */
export function estimated(text: string, { error }: Pick<FrameColumn, 'error'>): string {
  return error === undefined || text === missing ? text : `≈ ${text}`
}

/** Writes any cell of a frame as its column means it, exactly. */
export function formatCell(
  cell: Cell,
  column: FrameColumn,
  { meta, locale }: { readonly meta: FrameMeta; readonly locale?: string | undefined },
): string {
  if (column.role === 'dimension') return labelOf(cell, column)
  if (cell === null) return missing
  if (column.role === 'time' || column.type === 'date' || column.type === 'instant')
    return formatBucket(String(cell), meta.grain, { locale, timeZone: meta.timeZone, style: 'long' })
  const unit = column.role === 'sample' ? 'count' : column.unit
  return estimated(formatValue(cell, { unit, currency: meta.currency, locale, style: 'exact' }), column)
}
