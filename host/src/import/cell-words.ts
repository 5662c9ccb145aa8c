/** A cell of a file as text: what is none is empty, what is no plain value is JSON. */
export function cellWords(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}
