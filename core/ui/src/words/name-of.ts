import type { Cell } from '@tessera/plugin-api/wire'
import { labelOf } from './label-of.ts'
import { cellOf, type DimensionColumn } from '../frame/read-frame.ts'

type Row = readonly Cell[] | undefined

/** Whether a row counts all values of a dimension that `top` does not keep. */
export function isRest(row: Row, { other }: Pick<DimensionColumn, 'other'>): boolean {
  return cellOf(row, other) === true
}

/** What a reader sees for the value of a dimension in a row. */
export function nameOf(row: Row, dimension: DimensionColumn, locale?: string): string {
  return isRest(row, dimension) ? (dimension.other?.title ?? '') : labelOf(cellOf(row, dimension), dimension, locale)
}

/** Tells the groups of rows apart: a value by its text, what is missing and the rest by texts that no value has. */
export function groupKey(row: Row, dimensions: readonly DimensionColumn[]): string {
  const part = (dimension: DimensionColumn) => {
    const cell = cellOf(row, dimension)
    // why: no stored text holds the NUL character
    return isRest(row, dimension) ? '\u0000rest' : cell === null ? '\u0000none' : String(cell)
  }
  return dimensions.map(part).join('\u0000,')
}
