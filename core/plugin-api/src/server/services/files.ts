/** A file of the plugin in this tenant. */
export interface FileInfo {
  readonly name: string
  /** Media type, as it was given. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** ISO instant. */
  readonly writtenAt: string
}

/** A file with its bytes. */
export interface StoredFile extends FileInfo {
  readonly content: Uint8Array
}

/**
 * Small files of the plugin, kept in the database: what a report made, what was imported. Names are paths of letters, digits, `-`, `_` and
 * `.`: `reports/2026-11.pdf`. A file has 4 MiB at most, all of the plugin in a tenant 64 MiB.
 */
export interface Files {
  /** Makes a file, or puts it in place of one of that name. Refuses `file_name_wrong`, `file_type_wrong`, `file_too_large`, `files_full`. */
  readonly write: (name: string, content: Uint8Array | string, type: string) => Promise<void>
  /** Null where there is none. */
  readonly read: (name: string) => Promise<StoredFile | null>
  /** By name, 1,000 at most: those whose name begins with `prefix`, and comes after `after`. */
  readonly list: (of?: { readonly prefix?: string; readonly after?: string }) => Promise<readonly FileInfo[]>
  /** Answers whether there was one. */
  readonly delete: (name: string) => Promise<boolean>
}
