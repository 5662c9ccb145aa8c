import type { RowCounts } from './send-rows.ts'

const number = (count: number) => new Intl.NumberFormat('en-US').format(count)

/** How many rows a table has, in words. */
export function rowsWord(count: number): string {
  if (count === 0) return 'No rows yet.'
  return count === 1 ? '1 row.' : `${number(count)} rows.`
}

/** What a file would do: "2 rows are new, 1 changes, 40 are there already." */
export function countsSentence({ inserted, updated, unchanged }: RowCounts): string {
  const parts = [
    ...(inserted > 0 ? [`${number(inserted)} new`] : []),
    ...(updated > 0 ? [`${number(updated)} changed`] : []),
    ...(unchanged > 0 ? [`${number(unchanged)} there already`] : []),
  ]
  return parts.length === 0 ? 'The file has no rows.' : `Rows: ${parts.join(', ')}.`
}
