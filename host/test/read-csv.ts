/** The fields of CSV as they stand in it, null where nothing stands. */
export function readCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g
  for (const [, quoted, bare = '', end] of text.matchAll(fields)) {
    row.push(quoted?.replaceAll('""', '"') ?? (bare === '' ? null : bare))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
