import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { csvTextOrNumber } from '@tessera/plugin-api/wire'
import type { RefusedCells } from './import-file.ts'

const field = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return ''
  return csvTextOrNumber(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** Writes refused rows into a file of CSV as they come, with line and reason. */
export function refusedFile(path: string, columns: readonly string[]) {
  const out = createWriteStream(path)
  const write = (cells: readonly unknown[]) => void out.write(`${cells.map(field).join(',')}\n`)
  write(['line', 'reason', ...columns])
  return {
    add: (rows: readonly RefusedCells[]) => {
      for (const { line, reasons, cells } of rows) write([line, reasons.join('; '), ...cells])
    },
    close: async () => {
      out.end()
      await finished(out)
    },
  }
}
