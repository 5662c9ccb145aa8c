/** One field of a form: of a plugin's settings, or of what a page sends. */
export interface FormField {
  readonly name: string
  readonly kind: 'integer' | 'number' | 'boolean' | 'text' | 'date' | 'choice' | 'json' | 'secret'
  readonly title: string
  readonly description: string
  /** What numbers are counted in: "days". */
  readonly unit: string | null
  readonly least: number | null
  readonly most: number | null
  /** Of a choice. */
  readonly choices: readonly string[]
  /** It cannot be left out. */
  readonly required: boolean
  /** Value where nobody set another. */
  readonly usual?: unknown
}
