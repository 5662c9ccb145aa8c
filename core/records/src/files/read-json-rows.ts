import { parseExactly, readJson } from '@tessera/plugin-api/server'
import { recordErrors } from '../errors.ts'
import type { RowsOfFile } from './read-csv.ts'

/** What a number cannot hold exactly is text, which no column of numbers takes. */
const parse = (text: string) => parseExactly(text, String)

function isWhole(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/**
 * Rows of a JSON array, of `{"rows": […]}`, or of one object in each line, where the first line is one. Refuses with `json_unreadable`,
 * naming the line, and with `rows_shapeless`.
 */
export function readJsonRows(text: string): RowsOfFile {
  const lines = text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 1 }]))
  if (lines.length > 1 && isWhole(lines[0]?.line ?? '')) return readLines(lines)
  const value = readJson(text, { parse })
  const { rows = value } = Object(value) as { readonly rows?: unknown }
  if (!Array.isArray(rows)) throw recordErrors('rows_shapeless', {})
  return { rows, lines: null }
}

function readLines(lines: readonly { readonly line: string; readonly number: number }[]): RowsOfFile {
  const rows = lines.map(({ line, number }) => readJson(line, { firstLine: number, parse }))
  return { rows, lines: lines.map(({ number }) => number) }
}

/** Rows of a text with one JSON object in each line. Refuses with `json_unreadable`, naming the line. */
export function readJsonLines(text: string): RowsOfFile {
  return readLines(text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 1 }])))
}
