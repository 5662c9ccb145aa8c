import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { isoInstant, kindOf, type RowWriter, type TextColumn } from './row-writer.ts'

type Line = (columns: readonly TextColumn[], row: readonly (string | null)[]) => string

const quoted = (text: string) => (text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function csvCell(column: TextColumn, text: string | null): string {
  if (text === null) return ''
  const kind = kindOf(column)
  if (kind === 'boolean') return text === 't' ? 'true' : 'false'
  return quoted(kind === 'instant' ? isoInstant(text) : text)
}

const numeral = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

function jsonCell(column: TextColumn, text: string | null): string {
  if (text === null) return 'null'
  switch (kindOf(column)) {
    case 'boolean':
      return text === 't' ? 'true' : 'false'
    case 'integer':
    case 'long':
    case 'float':
    case 'numeric':
      // why: JSON has no word for what is no number, and none for what has no end
      return numeral.test(text) ? text : JSON.stringify(text)
    case 'json':
      return text.replaceAll(/[\r\n]+/g, ' ')
    case 'instant':
      return JSON.stringify(isoInstant(text))
    default:
      return JSON.stringify(text)
  }
}

const csvLine: Line = (columns, row) => columns.map((column, at) => csvCell(column, row[at] ?? null)).join(',')
const jsonLine: Line = (columns, row) =>
  `{${columns.map((column, at) => `${JSON.stringify(column.name)}:${jsonCell(column, row[at] ?? null)}`).join(',')}}`

function linesWriter(path: string, { head, line }: { readonly head: boolean; readonly line: Line }): RowWriter {
  const out = createWriteStream(path)
  const done = finished(out)
  done.catch(() => {})
  let isFirst = true
  return {
    add: async ({ columns, rows }) => {
      const lines = rows.map((row) => line(columns, row))
      if (isFirst && head) lines.unshift(columns.map(({ name }) => quoted(name)).join(','))
      isFirst = false
      const text = lines.map((one) => `${one}\n`).join('')
      if (!out.write(text)) await Promise.race([once(out, 'drain'), done])
    },
    end: async () => {
      out.end()
      await done
    },
  }
}

/** CSV (RFC 4180) whose first line names the columns, for programs: values as they are, nothing for what is missing, `""` for an empty text. */
export const csvWriter = (path: string): RowWriter => linesWriter(path, { head: true, line: csvLine })

/** A JSON object in each line; numbers with all their digits. */
export const jsonLinesWriter = (path: string): RowWriter => linesWriter(path, { head: false, line: jsonLine })
