import { styleText } from 'node:util'

export interface OutputOptions {
  readonly json?: boolean
}

/** Prints an answer on standard output: JSON when asked for, else `readable`. */
export function print(options: OutputOptions, value: unknown, readable: () => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(value) : readable()}\n`)
}

const cellText = (cell: unknown) => (cell === null || cell === undefined ? '–' : String(cell))

/** Rows as aligned columns; numbers to the right. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const texts = rows.map((row) => row.map(cellText))
  const width = columns.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]?.length ?? 0)))
  const right = columns.map(
    (_, at) => rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === 'number'),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (right[at] ? cell.padStart(width[at] ?? 0) : cell.padEnd(width[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [styleText('bold', line(columns)), ...texts.map(line)].join('\n')
}
