import type { Cell, FrameColumn, FrameMeta } from '@tessera/plugin-api/wire'
import { labelOf } from './label-of.ts'
import { numberOf } from '../frame/read-frame.ts'
import { missing } from '../format/format-context.ts'
import { formatBucket } from '../format/format-date.ts'
import { formatPercent, formatValue } from '../format/format-value.ts'

type Told = { readonly meta: Pick<FrameMeta, 'currency'>; readonly locale?: string | undefined }

/** Writes a metric's value as short as it can be read, with its unit; estimates are marked: `≈ 12.3 k`. */
export function formatFigure(value: Cell, column: Pick<FrameColumn, 'unit' | 'error'>, { meta, locale }: Told): string {
  return estimated(formatValue(value, { unit: column.unit, currency: meta.currency, locale }), column)
}

/** Writes one value as a share of another; where one of the columns they come from is an estimate it is marked: `≈ 12.3 %`. */
export function formatShare(
  share: number | null,
  columns: readonly Pick<FrameColumn, 'error'>[],
  locale: string | undefined,
): string {
  if (share === null) return missing
  return estimated(formatPercent(share, locale, 1), columns.find(({ error }) => error !== undefined) ?? {})
}

/** How far an estimate may be off: `± 2.3 %`; undefined where values are exact. */
export function formatError({ error }: Pick<FrameColumn, 'error'>, locale?: string): string | undefined {
  if (error === undefined) return undefined
  return error === null ? 'unknown' : `± ${formatValue(error, { unit: 'ratio', locale })}`
}

/** Half the width of an interval: `± 6.6`. */
export function formatMargin(margin: number, { unit }: Pick<FrameColumn, 'unit'>, { meta, locale }: Told): string {
  return `± ${formatValue(margin, { unit, currency: meta.currency, locale })}`
}

/** Marks a written value that is an estimate: `≈ 4,080`. */
function estimated(text: string, { error }: Pick<FrameColumn, 'error'>): string {
  return error === undefined || text === missing ? text : `≈ ${text}`
}

/** An estimate without the digits it says nothing by. */
function withoutNoise(value: Cell, { error }: Pick<FrameColumn, 'error'>): Cell {
  const number = numberOf(value)
  if (error === undefined || number === null) return value
  return Math.abs(number) >= 1000 ? Math.round(number) : Number(number.toPrecision(4))
}

/** Writes any cell of a frame as its column means it: exactly, estimates to the digits they know. */
export function formatCell(
  cell: Cell,
  column: FrameColumn,
  told: { readonly meta: FrameMeta; readonly locale?: string | undefined; readonly decimals?: number | undefined },
): string {
  const { meta, locale, decimals } = told
  if (column.role === 'dimension') return labelOf(cell, column, locale)
  if (cell === null) return missing
  if (column.role === 'time' || column.type === 'date' || column.type === 'instant')
    return formatBucket(String(cell), meta.grain, { locale, timeZone: meta.timeZone, style: 'long' })
  const unit = column.role === 'sample' ? 'count' : column.unit
  const value = withoutNoise(cell, column)
  return estimated(formatValue(value, { unit, currency: meta.currency, locale, style: 'exact', decimals }), column)
}
