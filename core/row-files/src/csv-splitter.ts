import { rowFileErrors } from './errors.ts'

/** The cells of a line, or of several where a cell holds lines. */
export interface CsvEntry {
  readonly cells: readonly string[]
  /** Line it begins at, from 1. */
  readonly line: number
}

/** Takes a text of CSV piece by piece. */
export interface CsvSplitter {
  /** Entries that are whole by now. */
  readonly push: (text: string) => CsvEntry[]
  /** The last ones. */
  readonly end: () => CsvEntry[]
}

/** Most characters that one entry may hold. */
const longest = 4 * 1024 * 1024

/** What parts the cells: what the first line has of comma, semicolon and tab, in this order. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  return [',', ';', '\t'].find((sign) => first.includes(sign)) ?? ','
}

/** A cell, and where the text goes on behind it; null where the text ends before the cell does. */
interface Cell {
  readonly text: string
  readonly end: number
}

function quotedCell(text: string, at: number): Cell | null {
  let end = text.indexOf('"', at + 1)
  let isPlain = true
  while (end >= 0 && text[end + 1] === '"') {
    isPlain = false
    end = text.indexOf('"', end + 2)
  }
  if (end < 0) return null
  const inside = text.slice(at + 1, end)
  return { text: isPlain ? inside : inside.replaceAll('""', '"'), end: end + 1 }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/**
 * Splits CSV (RFC 4180) into entries; blank lines are left out. Cells are parted by commas, or by semicolons or tabs where the first line
 * has those; lines end in any way. Refuses with `file_csv_wrong`, naming the line.
 */
export function csvSplitter(): CsvSplitter {
  let open = ''
  let line = 1
  let delimiter: string | null = null
  const wrong = (reason: string) => rowFileErrors('file_csv_wrong', { line, reason })

  /** The entry that begins at a place; null where it is not whole. */
  const entryAt = (text: string, at: number, isLast: boolean): { cells: string[]; end: number } | null => {
    const sign = delimiter ?? ','
    const cells: string[] = []
    let from = at
    for (;;) {
      if (text[from] === '"') {
        const cell = quotedCell(text, from)
        if (!cell && isLast) throw wrong('a cell in quotes does not end')
        // why: the quote at the very end may be the first of two
        if (!cell || (cell.end === text.length && !isLast)) return null
        cells.push(cell.text)
        const next = text[cell.end]
        if (next === undefined || next === '\n') return { cells, end: cell.end + 1 }
        if (next !== sign) throw wrong('a quote stands inside a cell; write it twice, and the cell in quotes')
        from = cell.end + 1
        continue
      }
      const newline = text.indexOf('\n', from)
      if (newline < 0 && !isLast) return null
      const stop = newline < 0 ? text.length : newline
      // why: lines without quotes are most of them
      const rest = text.slice(from, stop)
      const quote = rest.indexOf('"')
      if (quote < 0) {
        if (cells.length === 0) return { cells: rest.split(sign), end: stop + 1 }
        for (const cell of rest.split(sign)) cells.push(cell)
        return { cells, end: stop + 1 }
      }
      const before = rest.lastIndexOf(sign, quote)
      if (before !== quote - 1) throw wrong('a quote stands inside a cell; write it twice, and the cell in quotes')
      for (const cell of rest.slice(0, before).split(sign)) cells.push(cell)
      from += quote
    }
  }

  const take = (added: string, isLast: boolean): CsvEntry[] => {
    const given = open + added
    // why: the other half of a line's end may still come
    const held = !isLast && given.endsWith('\r') ? '\r' : ''
    const text = given.includes('\r') ? given.slice(0, given.length - held.length).replaceAll(/\r\n?/g, '\n') : given
    if (delimiter === null) {
      if (!text.includes('\n') && !isLast) {
        open = text + held
        return []
      }
      delimiter = delimiterOf(text)
    }
    const entries: CsvEntry[] = []
    let at = 0
    while (at < text.length) {
      const entry = entryAt(text, at, isLast)
      if (!entry) break
      const { cells, end } = entry
      if (cells.length > 1 || cells[0]?.trim() !== '') entries.push({ cells, line })
      line += countLines(text, at, end)
      at = end
    }
    open = text.slice(at) + held
    if (open.length > longest) throw wrong('a cell in quotes does not end')
    return entries
  }
  return { push: (text) => take(text, false), end: () => take('', true) }
}
