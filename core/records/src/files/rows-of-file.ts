/** Rows of a file, and the line that each begins at; null where rows do not stand in lines. */
export interface RowsOfFile {
  readonly rows: readonly unknown[]
  readonly lines: readonly number[] | null
}
