export { checkRows, mostRows } from './check-rows.ts'
export { checkTables } from './check-tables.ts'
export { deleteRows } from './delete-rows.ts'
export { recordErrors } from './errors.ts'
export { headOf } from './files/read-csv.ts'
export { readFileRows, type FileFormat } from './files/read-file.ts'
export { rowsOfCells, type Cells } from './files/rows-of-cells.ts'
export { beginImport, type Importer } from './imports/begin-import.ts'
export { endImport } from './imports/end-import.ts'
export type { ImportPlace } from './imports/import-place.ts'
export {
  importRows,
  sortPart,
  type FilePart,
  type PartOutcome,
  type RefusedRow,
  type SortedPart,
} from './imports/import-rows.ts'
export { listImports, type ImportEntry } from './imports/list-imports.ts'
export { undoImport, type LeftRow, type UndoOutcome } from './imports/undo-import.ts'
export type { RecordPlace } from './parts.ts'
export { countRows, readRows } from './read-rows.ts'
export { recordTable, recordTables, type RecordTable } from './record-table.ts'
export { upsertRows, type UpsertOptions } from './upsert.ts'
