export { csvSplitter, type CsvEntry } from './csv-splitter.ts'
export { rowFileErrors } from './errors.ts'
export { openRowFile } from './open-row-file.ts'
export type { FileRows, RowFile } from './row-file.ts'
