import type { ImportProgress } from './import-file.ts'

const number = (count: number) => new Intl.NumberFormat('en-US').format(count)

/** `1 row`, `2,000 rows`. */
export function rowsWords(count: number): string {
  return `${number(count)} ${count === 1 ? 'row' : 'rows'}`
}

/** What became of the rows: "19,800 new, 200 refused". */
export function doneWords(done: Pick<ImportProgress, 'inserted' | 'updated' | 'unchanged' | 'refusedRows'>): string {
  const parts = [
    ...(done.inserted > 0 ? [`${number(done.inserted)} new`] : []),
    ...(done.updated > 0 ? [`${number(done.updated)} changed`] : []),
    ...(done.unchanged > 0 ? [`${number(done.unchanged)} unchanged`] : []),
    ...(done.refusedRows > 0 ? [`${number(done.refusedRows)} refused`] : []),
  ]
  return parts.length === 0 ? 'no rows' : parts.join(', ')
}

/** What an undo did: "3 rows removed, 1 restored". */
export function undoneWords({ removed, restored }: { readonly removed: number; readonly restored: number }): string {
  return `${rowsWords(removed)} removed, ${number(restored)} restored`
}
