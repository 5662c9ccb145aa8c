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
  /** Whose ids it holds, of any system: text that is no UUID is kept as the UUID that events keep it by. */
  readonly idOf?: 'user' | 'account'
  /** What it may hold, of a `choice`. */
  readonly choices: readonly string[]
}
