import type { Frame } from '@tessera/plugin-api/wire'

const shown = (cell: unknown) => {
  const number =
    typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell)) ? Number(cell) : null
  return number === null ? (cell ?? null) : Number(number.toPrecision(9))
}

const written = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row.map(shown))).toSorted()

/** Refuses to measure two statements that answer different questions. Empty buckets count as left out. */
export function assertSameAnswer(name: string, frame: Frame, hand: readonly (readonly unknown[])[]): void {
  const values = frame.columns.map((column) => ['metric', 'comparison'].includes(column.role))
  const answered = frame.rows.filter((row) => row.some((cell, index) => values[index] && cell !== null && cell !== 0))
  const [mine, theirs] = [written(answered), written(hand)]
  const differing = mine.findIndex((row, index) => row !== theirs[index])
  if (mine.length === theirs.length && differing === -1) return
  const at = Math.max(0, differing)
  throw new Error(
    `'${name}': the product answers ${mine.length} rows, the hand ${theirs.length}: ${mine[at]} ≠ ${theirs[at]}`,
  )
}
