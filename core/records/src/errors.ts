import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of tables that are imported. */
export const recordErrors = defineErrors({
  table_unknown: {
    status: 404,
    say: (p: { plugin: string; table: string; known: string }) =>
      `the plugin '${p.plugin}' has no table '${p.table}' that is imported; ${p.known === '' ? 'it has none' : `it has: ${p.known}`}`,
  },
  rows_wrong: {
    status: 422,
    say: (p: { wrong: number; all: number; first: string }) =>
      `${p.wrong} of ${p.all} rows cannot be stored, so none was; ${p.first}`,
  },
  rows_shapeless: {
    status: 422,
    say: () => 'write the rows as {"rows": [{ … }, { … }]}, one object for each row',
  },
  rows_refused: {
    status: 422,
    say: (p: { reason: string }) => `the table refuses these rows together, so none was stored: ${p.reason}`,
  },
  import_unknown: {
    status: 404,
    say: (p: { id: string }) => `there is no import '${p.id}'; look at the list of imports`,
  },
  lines_uneven: {
    status: 422,
    say: (p: { rows: number; lines: number }) =>
      `these are ${p.rows} rows and ${p.lines} lines; name the line of each row`,
  },
  import_over: { status: 409, say: () => 'this import has ended and takes no more rows; begin another one' },
  import_undone: { status: 409, say: () => 'this import is undone already' },
  import_forgotten: {
    status: 409,
    say: (p: { rows: number; imports: number; days: number }) =>
      `this import can no longer be undone: that is kept for the last ${p.imports} imports, for ${p.days} days, and for imports that touched at most ${p.rows} rows`,
  },
  keys_wrong: { status: 422, say: (p: { first: string }) => `a key cannot be read: ${p.first}` },
  row_in_use: { status: 409, say: (p: { reason: string }) => `none of these rows was deleted: ${p.reason}` },
  too_many_rows: {
    status: 413,
    say: (p: { most: number }) => `these are more than ${p.most} rows at once; send them in parts`,
  },
  rows_too_large: {
    status: 413,
    say: (p: { megabytes: number; most: number }) =>
      `the rows take ${p.megabytes} MB, and ${p.most} is the most at once; send them in parts`,
  },
  records_contended: {
    status: 409,
    say: () => 'somebody else adds the same rows at the same time; send them again',
    retryAfter: () => 1,
  },
  page_wrong: { status: 422, say: (p: { reason: string }) => `this page cannot be read: ${p.reason}` },
  csv_wrong: { status: 422, say: (p: { line: number; reason: string }) => `line ${p.line}: ${p.reason}` },
  table_unfit: {
    status: 500,
    say: (p: { table: string; reason: string }) => `its table '${p.table}' cannot be imported into: ${p.reason}`,
  },
})
