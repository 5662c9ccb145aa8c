const numeral = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** A text that a spreadsheet would run as a formula, or that would read like one made harmless, behind an apostrophe. */
function harmless(text: string): string {
  return /^'*\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** A text as a field of CSV (RFC 4180), never begun with what spreadsheets take for a formula. An empty text is `""`. */
export function csvText(text: string): string {
  const safe = harmless(text)
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A text in which numbers may stand, as a field of CSV: a number is no formula, whatever its sign. */
export function csvTextOrNumber(text: string): string {
  return numeral.test(text) ? text : csvText(text)
}

/** The text that was written as a field: without the apostrophe that made it harmless. */
export function textOfCsv(field: string): string {
  return /^'+\s*[=+\-@\t\r]/.test(field) ? field.slice(1) : field
}
