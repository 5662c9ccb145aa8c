import type { Cell, FrameColumn } from '@tessera/plugin-api/wire'

/** What a reader sees for a dimension's value. */
export function labelOf(cell: Cell, column: FrameColumn): string {
  if (cell === null || cell === '') return '(none)'
  if (typeof cell === 'boolean') return column.labels?.[String(cell)] ?? (cell ? 'yes' : 'no')
  return column.labels?.[String(cell)] ?? String(cell)
}
