import type { Frame } from '@tessera/plugin-api/wire'

function shown(cell: unknown): unknown {
  const isNumber = typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell))
  return isNumber ? Number(Number(cell).toPrecision(9)) : (cell ?? null)
}

/** Refuses to measure two statements that answer different questions. Whether nothing is 0, null or no row may differ. */
export function assertSameAnswer(name: string, frame: Frame, hand: readonly (readonly unknown[])[]): void {
  const isValue = frame.columns.map((column) => ['metric', 'comparison'].includes(column.role))
  const written = (rows: readonly (readonly unknown[])[]) =>
    rows
      .map((row) => row.map((cell, index) => (isValue[index] ? (shown(cell) ?? 0) : shown(cell))))
      .filter((row) => row.some((cell, index) => isValue[index] && cell !== 0))
      .map((row) => JSON.stringify(row))
      .toSorted()
  const [mine, theirs] = [written(frame.rows), written(hand)]
  const differing = mine.findIndex((row, index) => row !== theirs[index])
  if (mine.length === theirs.length && differing === -1) return
  const at = Math.max(0, differing)
  throw new Error(
    `'${name}': the product answers ${mine.length} rows, the hand ${theirs.length}: ${mine[at]} ≠ ${theirs[at]}`,
  )
}
