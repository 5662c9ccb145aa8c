/** What the database says against a value. */
export interface Refusal {
  readonly code?: string
  readonly constraint?: string
  readonly column?: string
}

/** A text of a key that no index holds. */
const tooLongForIndex = '54000'

/** What the table says against a value (SQLSTATE class 22 or 23, or a key too long); null for an error that is no matter of one row. */
export function refusalOf(error: unknown): Refusal | null {
  const { code, severity } = Object(error) as { readonly code?: unknown; readonly severity?: unknown }
  if (severity === undefined || typeof code !== 'string') return null
  return /^2[23]/.test(code) || code === tooLongForIndex ? (error as Refusal) : null
}

const sentences: Readonly<Record<string, string>> = {
  '22001': 'a text is longer than its column takes',
  '22003': 'a number is out of the range of its column',
  '22008': 'a date or time is out of the range of the database',
  '23502': 'a column that must have a value has none',
  '23503': 'it refers to a row that is not there, or a row refers to it',
  '23505': 'another row has a value that may be there once only',
  '23514': 'a rule of the table does not allow it',
  [tooLongForIndex]: 'a text of its key, or one by which rows are found, is too long',
}

/** The refusal as a sentence. */
export function sayRefusal({ code = '', constraint }: Refusal): string {
  const rule = constraint === undefined ? '' : `: ${constraint.replaceAll('_', ' ')}`
  return `${sentences[code] ?? 'the table refuses it'}${rule} (SQLSTATE ${code}); correct it`
}
