import { rowFileErrors } from './errors.ts'
import type { FileRows, RowFile } from './row-file.ts'
import { textsOf } from './texts-of.ts'

const mostMegabytes = 32

/** What a number cannot hold exactly stays text, which no column of numbers takes. */
const exactly = (_: string, value: unknown, { source }: { readonly source?: string } = {}): unknown =>
  typeof value === 'number' && source !== undefined && /\d{16}/.test(source) && String(value) !== source
    ? source
    : value

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text, exactly as (key: string, value: unknown) => unknown)
  } catch (error) {
    throw rowFileErrors('file_json_wrong', { reason: `${where}${error instanceof Error ? error.message : ''}` })
  }
}

/** A row's cells by the names of all columns; null for what it leaves out. What is no object has one cell too many. */
function cellsOf(row: unknown, columns: readonly string[]): readonly unknown[] {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return [...columns.map(() => null), row]
  return columns.map((name) => (Object.hasOwn(row, name) ? (row as Readonly<Record<string, unknown>>)[name] : null))
}

function* inParts(rows: readonly unknown[], columns: readonly string[], most: number): Generator<FileRows> {
  for (let at = 0; at < rows.length; at += most) {
    const some = rows.slice(at, at + most)
    yield { cells: some.map((row) => cellsOf(row, columns)), lines: some.map((_, nth) => at + nth + 1) }
  }
}

const namesIn = (row: unknown): string[] => (typeof row === 'object' && row !== null ? Object.keys(row) : [])

/** A file that is one list of rows, or an object with `rows`. Refuses with `file_json_wrong` and `file_json_large`. */
export async function readJsonList(file: Blob): Promise<RowFile> {
  if (file.size > mostMegabytes * 1024 * 1024) throw rowFileErrors('file_json_large', { megabytes: mostMegabytes })
  const texts: string[] = []
  for await (const text of textsOf(file)) texts.push(text)
  const value = parse(texts.join(''), '')
  const { rows = value } = Object(value) as { readonly rows?: unknown }
  if (!Array.isArray(rows)) throw rowFileErrors('file_json_wrong', { reason: 'write [{ … }, { … }]' })
  const columns = [...new Set(rows.flatMap(namesIn))]
  return {
    format: 'json',
    columns,
    typed: true,
    count: async () => rows.length,
    parts: async function* (most) {
      yield* inParts(rows, columns, most)
    },
  }
}

/** Lines of a file, and the number of each; blank ones are left out. */
async function* linesOf(file: Blob): AsyncGenerator<readonly { text: string; line: number }[], void, undefined> {
  let open = ''
  let line = 1
  const split = (text: string, isLast: boolean) => {
    const all = (open + text).split('\n')
    open = isLast ? '' : (all.pop() ?? '')
    const found = all.map((one, nth) => ({ text: one, line: line + nth })).filter((one) => one.text.trim() !== '')
    line += all.length
    return found
  }
  for await (const text of textsOf(file)) yield split(text, false)
  yield split('', true)
}

/** A file with one object in each line. Refuses with `file_json_wrong`, naming the line. */
export async function readJsonLines(file: Blob): Promise<RowFile> {
  const names = new Set<string>()
  let count = 0
  for await (const lines of linesOf(file)) {
    count += lines.length
    for (const { text, line } of lines) for (const name of namesIn(parse(text, `line ${line}: `))) names.add(name)
  }
  const columns = [...names]
  return {
    format: 'ndjson',
    columns,
    typed: true,
    count: async () => count,
    parts: async function* (most) {
      let rows: { cells: readonly unknown[]; line: number }[] = []
      const part = (some: typeof rows) => ({ cells: some.map((row) => row.cells), lines: some.map((row) => row.line) })
      for await (const lines of linesOf(file)) {
        for (const { text, line } of lines) {
          rows.push({ cells: cellsOf(parse(text, `line ${line}: `), columns), line })
          if (rows.length < most) continue
          yield part(rows)
          rows = []
        }
      }
      if (rows.length > 0) yield part(rows)
    },
  }
}
