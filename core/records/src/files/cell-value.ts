import type { ImportColumn } from '@tessera/plugin-api/wire'
import { isPlainNumber } from './plain-number.ts'

/** What a cell of CSV says in a column: undefined for an empty one, and the text itself where it is nothing that the column takes. */
export function cellValue({ kind }: ImportColumn, cell: string): unknown {
  if (cell === '') return undefined
  if (kind === 'text') return cell
  const trimmed = cell.trim()
  if (kind === 'boolean') return { true: true, false: false }[trimmed.toLowerCase()] ?? cell
  if ((kind === 'integer' || kind === 'number') && isPlainNumber(trimmed)) return Number(trimmed)
  return trimmed
}
