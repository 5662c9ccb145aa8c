import type { z } from 'zod'

type ColumnsOf<Table> = Table extends { readonly columns: infer Columns extends z.ZodType } ? Columns : never
type KeyOf<Table> = Table extends { readonly key: readonly (infer Column)[] } ? Column : never

type Given<Columns extends z.ZodType> = {
  [Column in keyof z.input<Columns>]:
    | z.input<Columns>[Column]
    | (Column extends keyof z.output<Columns> ? (undefined extends z.output<Columns>[Column] ? null : never) : never)
}

/** A row of an importable table as it is written. Null is as good as left out. */
export type RecordInput<Table> = Given<ColumnsOf<Table>>

/** The columns of a row's key. */
export type RecordKey<Table> = Pick<RecordInput<Table>, Extract<KeyOf<Table>, keyof RecordInput<Table>>>

/** A row as it is read: every column, null where there is nothing. */
export type StoredRecord<Table> = {
  readonly [Column in keyof z.output<ColumnsOf<Table>>]-?: undefined extends z.output<ColumnsOf<Table>>[Column]
    ? Exclude<z.output<ColumnsOf<Table>>[Column], undefined> | null
    : z.output<ColumnsOf<Table>>[Column]
}

/** What became of rows that were written. */
export interface RecordCounts {
  readonly inserted: number
  readonly updated: number
  /** They were there with the same values already: nothing was written for them. */
  readonly unchanged: number
}

/** Rows of one page. */
export interface RecordPage<Row, Key> {
  readonly rows: readonly Row[]
  /** `after` of the next page; null on the last one. */
  readonly next: Key | null
}

/** Which rows are read. */
export interface ReadOptions<Key> {
  /** Those with these keys; all when left out. */
  readonly keys?: readonly Key[]
  /** Those behind this key. */
  readonly after?: Key
  /** 1 to 10,000; 1,000 when left out. */
  readonly limit?: number
}

/**
 * The rows of the tables that the contract declares with `importable`, of one tenant: the way that import and REST go too. A call is all or
 * nothing, is its own transaction, and is refused inside of one with `transaction_open`.
 */
export interface Records<Tables> {
  /**
   * Adds rows and puts them in place of those with the same key, 10,000 at a call. A row is whole: what it leaves out becomes its default,
   * or null. Refuses with `rows_wrong`, which names each bad row by its index and column (a key that comes twice, too), `too_many_rows`
   * and `rows_too_large`.
   */
  readonly upsert: <Name extends Extract<keyof Tables, string>>(
    table: Name,
    rows: readonly RecordInput<Tables[Name]>[],
  ) => Promise<RecordCounts>
  /** Deletes the rows with these keys, 10,000 at a call; other columns beside a key are not looked at. A key of no row counts for nothing. */
  readonly delete: <Name extends Extract<keyof Tables, string>>(
    table: Name,
    keys: readonly RecordKey<Tables[Name]>[],
  ) => Promise<{ readonly deleted: number }>
  /** Rows in the order of their keys. */
  readonly read: <Name extends Extract<keyof Tables, string>>(
    table: Name,
    options?: ReadOptions<RecordKey<Tables[Name]>>,
  ) => Promise<RecordPage<StoredRecord<Tables[Name]>, RecordKey<Tables[Name]>>>
}

/** Of a plugin that declares no tables: there is none to name. */
interface NoRecords {
  readonly upsert: (table: never, rows: never) => Promise<RecordCounts>
  readonly delete: (table: never, keys: never) => Promise<{ readonly deleted: number }>
  readonly read: (table: never, options?: never) => Promise<RecordPage<unknown, unknown>>
}

/** `Records` of the tables of a plugin's contract. */
export type RecordsOf<P> = P extends { readonly tables: infer Tables } ? Records<Tables> : NoRecords
