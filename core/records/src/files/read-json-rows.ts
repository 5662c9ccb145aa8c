import { parseExactly, readJson } from '@tessera/plugin-api/server'
import { recordErrors } from '../errors.ts'
import type { RowsOfFile } from './rows-of-file.ts'
import type { TextBlock } from './text-blocks.ts'

/** What a number cannot hold exactly is text, which no column of numbers takes. */
const parse = (text: string) => parseExactly(text, String)

const isBlank = (text: string) => text.trim() === ''

function isWhole(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function linesOf({ text, firstLine }: TextBlock): RowsOfFile {
  const rows: unknown[] = []
  const lines: number[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (isBlank(line)) continue
    rows.push(readJson(line, { firstLine: firstLine + at, parse }))
    lines.push(firstLine + at)
  }
  return { rows, lines }
}

/** Rows of a text with one JSON object in each line, a block at a time. Refuses with `json_unreadable`, naming the line. */
export async function* readJsonLines(blocks: AsyncIterable<TextBlock>): AsyncGenerator<RowsOfFile, void, undefined> {
  for await (const block of blocks) yield linesOf(block)
}

/** Rows of a whole text: an array, or an object with `rows`. */
function rowsOf(text: string): RowsOfFile {
  const value = readJson(text, { parse })
  const { rows = value } = Object(value) as { readonly rows?: unknown }
  if (!Array.isArray(rows)) throw recordErrors('rows_shapeless', {})
  return { rows, lines: null }
}

/**
 * Rows of a JSON array, of `{"rows": […]}`, or of one object in each line, where the first line is one. Lines are read a block at a time,
 * all else as a whole. Refuses with `json_unreadable`, naming the line, and with `rows_shapeless`.
 */
export async function* readJsonRows(blocks: AsyncIterable<TextBlock>): AsyncGenerator<RowsOfFile, void, undefined> {
  const first: TextBlock[] = []
  let isInLines: boolean | null = null
  for await (const block of blocks) {
    if (isInLines === true) {
      yield linesOf(block)
      continue
    }
    first.push(block)
    if (isInLines !== null || isBlank(block.text)) continue
    const all = first
      .map(({ text }) => text)
      .join('')
      .trimStart()
    const end = all.indexOf('\n')
    // why: a single line may be all there is, or the first of many
    if (end < 0 || isBlank(all.slice(end))) {
      if (!isWhole(all)) isInLines = false
      continue
    }
    isInLines = isWhole(all.slice(0, end))
    if (!isInLines) continue
    for (const before of first.splice(0)) yield linesOf(before)
  }
  if (isInLines !== true) yield rowsOf(first.map(({ text }) => text).join(''))
}
