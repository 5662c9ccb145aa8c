import type { Cell } from '@tessera/plugin-api/wire'
import { cellOf, numberOf, type DimensionColumn } from '../../frame/read-frame.ts'
import { groupKey, isRest, nameOf } from '../../words/name-of.ts'

/** A value of a dimension as rows have it. */
export interface NamedValue {
  readonly key: string
  readonly name: string
}

/** The values of a dimension: numbers in their order, others as they come; all others last. */
export function valueNames(
  rows: readonly (readonly Cell[])[],
  column: DimensionColumn,
  locale: string | undefined,
): readonly NamedValue[] {
  const first = new Map(rows.map((row) => [groupKey(row, [column]), row]))
  const order = (row: readonly Cell[]) =>
    isRest(row, column) ? Infinity : column.type === 'number' ? (numberOf(cellOf(row, column)) ?? Number.MAX_VALUE) : 0
  return [...first]
    .map(([key, row]) => ({ key, name: nameOf(row, column, locale), order: order(row) }))
    .toSorted((a, b) => (a.order === b.order ? 0 : a.order - b.order))
    .map(({ key, name }) => ({ key, name }))
}
