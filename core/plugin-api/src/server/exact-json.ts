/** A number as it was written, for `JSON.stringify` to write again; it holds more than a JavaScript number does. */
export interface WrittenNumber {
  readonly rawJSON: string
}

// why: the types of JSON do not know yet what its engine does
const json = JSON as unknown as {
  readonly rawJSON: (source: string) => WrittenNumber
  readonly isRawJSON: (value: unknown) => value is WrittenNumber
  readonly parse: (
    text: string,
    revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ) => unknown
}

/** What a number that may be more than a JavaScript number looks like: sixteen digits, or an exponent of three. */
const suspicious = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+[eE][+-]?\d{3})/
const lonely = /^\s*[-\d]/

/** Sign, digits without zeros around them, and how many places stand before the point; the same for two numerals of one number. */
function placesOf(numeral: string): { readonly sign: string; readonly digits: string; readonly before: number } | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(numeral)
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = (whole + fraction).replace(/^0+/, '')
  const before = whole.length + Number(exponent) - (whole.length + fraction.length - digits.length)
  const kept = digits.replace(/0+$/, '')
  return kept === '' ? { sign: '', digits: '', before: 0 } : { sign, digits: kept, before }
}

function isExact(value: number, source: string): boolean {
  const [read, written] = [placesOf(String(value)), placesOf(source)]
  return read?.digits === written?.digits && read?.before === written?.before && read?.sign === written?.sign
}

/**
 * Parses JSON; `keep` is given each number that a JavaScript number would change, as it is written, and answers what stands in its
 * place. Of a key that comes twice the last counts. Throws a `SyntaxError` as `JSON.parse` does.
 */
export function parseExactly(text: string, keep: (source: string) => unknown): unknown {
  // why: reading every number twice takes four times as long, and few texts hold such a one
  if (!suspicious.test(text) && !lonely.test(text)) return JSON.parse(text)
  return json.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && !isExact(value, source) ? keep(source) : value,
  )
}

/** Such a number for `parseExactly` to keep. */
export function writtenNumber(source: string): WrittenNumber {
  return json.rawJSON(source)
}

/** Whether a value is a number kept as it was written. */
export function isWrittenNumber(value: unknown): value is WrittenNumber {
  return json.isRawJSON(value)
}

/** How many digits a numeral has before its point and behind it, however it is written. */
export function digitsOf(numeral: string): { readonly before: number; readonly behind: number } {
  const { digits, before } = placesOf(numeral) ?? { digits: '', before: 0 }
  return { before: Math.max(0, before), behind: Math.max(0, digits.length - before) }
}

function holdsWritten(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return isWrittenNumber(value) || Object.values(value).some(holdsWritten)
}

/** The value with such numbers as text, which is what schemas and projections are given; itself where there is none. */
export function withNumbersAsText<Value>(value: Value): Value {
  if (!holdsWritten(value)) return value
  return parseExactly(JSON.stringify(value), String) as Value
}
