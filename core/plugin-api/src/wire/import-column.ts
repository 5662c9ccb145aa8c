/** What the cells of a column that is imported hold. */
export type ImportKind = 'text' | 'id' | 'integer' | 'number' | 'boolean' | 'instant' | 'date' | 'choice'

/** A column of a table that is imported, as pages and descriptions show it. */
export interface ImportColumn {
  readonly name: string
  readonly kind: ImportKind
  readonly title: string
  readonly description: string
  readonly isKey: boolean
  /** A row without it is refused. */
  readonly required: boolean
  /** It may be null, or left out to be null. */
  readonly nullable: boolean
  /** What it may hold, of a `choice`. */
  readonly choices: readonly string[]
}
