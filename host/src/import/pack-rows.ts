import type { FileRows } from '@tessera/row-files'
import type { Mapping } from './mapping.ts'

/** Rows as they are sent: cells under columns of the table. */
export interface PackedRows {
  readonly columns: string[]
  readonly cells: unknown[][]
  readonly lines: number[]
}

/** A row that is not sent, as it would not be read there as it stands here. */
export interface OddRow {
  readonly line: number
  readonly cells: readonly unknown[]
  readonly reason: string
}

/** Most rows of a part, and most characters of it as JSON: the server takes 256 kB. */
const mostRows = 1_000
const mostBytes = 200_000
const encoder = new TextEncoder()

/** Rows of a file under the columns they go into, in parts that the server takes, and those that cannot be sent. */
export function packRows({ cells, lines }: FileRows, mapping: Mapping, width: number) {
  const mapped = Object.entries(mapping).flatMap(([name, at]) => (at === null ? [] : [{ name, at }]))
  const columns = mapped.map(({ name }) => name)
  const parts: PackedRows[] = []
  const odd: OddRow[] = []
  let part: PackedRows = { columns, cells: [], lines: [] }
  let bytes = 0
  for (const [nth, given] of cells.entries()) {
    const line = lines[nth] ?? nth + 1
    if (given.length !== width) {
      const reason = `has ${given.length} cells, but the file has ${width} columns; correct one of them`
      odd.push({ line, cells: given, reason })
      continue
    }
    const row = mapped.map(({ at }) => given[at] ?? null)
    const size = encoder.encode(JSON.stringify(row)).length + 12
    if (size > mostBytes) {
      odd.push({ line, cells: given, reason: 'is larger than 200 kB; bring it over REST' })
      continue
    }
    if (part.cells.length === mostRows || bytes + size > mostBytes) {
      parts.push(part)
      part = { columns, cells: [], lines: [] }
      bytes = 0
    }
    part.cells.push(row)
    part.lines.push(line)
    bytes += size
  }
  if (part.cells.length > 0) parts.push(part)
  return { parts, odd }
}
