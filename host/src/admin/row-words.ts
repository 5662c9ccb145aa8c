/** How many rows a table has, in words. */
export function rowsWord(count: number): string {
  if (count === 0) return 'No rows yet.'
  return count === 1 ? '1 row.' : `${new Intl.NumberFormat('en-US').format(count)} rows.`
}
