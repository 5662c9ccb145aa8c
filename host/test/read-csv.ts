/** The fields of CSV as `frameCsv` and `tableCsv` write it: their text without what made it harmless, null where nothing stands. */
export function readCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g
  for (const [, quoted, bare = '', end] of text.matchAll(fields)) {
    const given = quoted?.replaceAll('""', '"') ?? (bare === '' ? null : bare)
    row.push(given !== null && /^'+\s*[=+\-@\t\r]/.test(given) ? given.slice(1) : given)
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
