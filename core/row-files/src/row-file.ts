/** Some rows of a file. */
export interface FileRows {
  /** A list of cells for each row, in the order of the columns. One of CSV may have too many or too few. */
  readonly cells: readonly (readonly unknown[])[]
  /** Where each row begins: its line, or its number where rows do not stand in lines. */
  readonly lines: readonly number[]
}

/** A file of rows that was looked into. */
export interface RowFile {
  readonly format: 'csv' | 'json' | 'ndjson' | 'parquet'
  /** As its head names them. */
  readonly columns: readonly string[]
  /** Cells have types of their own; otherwise each is a text. */
  readonly typed: boolean
  /** Reads the file once, unless its head says it. Aborting rejects. */
  readonly count: (signal?: AbortSignal) => Promise<number>
  /** All rows, at most so many at a time. Of CSV, of lines of JSON and of parquet a part is held. */
  readonly parts: (most: number) => AsyncGenerator<FileRows, void, undefined>
}
