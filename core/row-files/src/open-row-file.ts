import { readCsv } from './read-csv.ts'
import { readJsonLines, readJsonList } from './read-json.ts'
import type { RowFile } from './row-file.ts'

const begin = 64 * 1024

/** Whether a text of JSON begins with an object that stands in a line of its own, and holds no list `rows`. */
function isInLines(text: string): boolean {
  const [first = ''] = text.trimStart().split('\n', 1)
  try {
    const value: unknown = JSON.parse(first)
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !('rows' in value)
  } catch {
    return false
  }
}

/**
 * Looks into a file of rows, in the browser or on the server: parquet, JSON and lines of JSON are known by how they begin, all else is CSV.
 * Refuses with the errors of the format.
 */
export async function openRowFile(file: Blob): Promise<RowFile> {
  const text = new TextDecoder().decode(await file.slice(0, begin).arrayBuffer())
  if (text.startsWith('PAR1')) return (await import('./read-parquet.ts')).readParquet(file)
  if (!/^\s*[[{]/.test(text)) return readCsv(file)
  return isInLines(text) ? readJsonLines(file) : readJsonList(file)
}
