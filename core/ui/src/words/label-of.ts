import type { Cell, FrameColumn } from '@tessera/plugin-api/wire'
import { clockLabel } from './clock-label.ts'
import { codeLabel } from './country-name.ts'

/** What a reader sees for a dimension's value. */
export function labelOf(cell: Cell, column: FrameColumn, locale?: string): string {
  if (cell === null || cell === '') return '(none)'
  const clock = clockLabel(column.name, cell, locale)
  if (clock !== undefined) return clock
  const text = String(cell)
  // why: a value may be called like something every object has, such as `constructor`
  const own = column.labels !== undefined && Object.hasOwn(column.labels, text) ? column.labels[text] : undefined
  return own ?? codeLabel(column.name, text, locale) ?? (typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : text)
}
