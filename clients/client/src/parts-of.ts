/** How much one request may carry. */
export interface PartBounds {
  readonly rows: number
  /** Bytes of JSON. */
  readonly bytes: number
}

/** Rows that go together. */
export interface Part {
  /** How many rows come before it. */
  readonly start: number
  readonly count: number
  /** The rows as JSON, with commas between. */
  readonly json: string
}

const encoder = new TextEncoder()

/** Rows in parts within bounds, in their order. A row that is too large alone is a part of its own. */
export function* partsOf(rows: readonly object[], bounds: PartBounds): Generator<Part> {
  let texts: string[] = []
  let bytes = 0
  let start = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    const size = encoder.encode(text).length + 1
    if (texts.length > 0 && (texts.length === bounds.rows || bytes + size > bounds.bytes)) {
      yield { start, count: texts.length, json: texts.join(',') }
      start += texts.length
      texts = []
      bytes = 0
    }
    texts.push(text)
    bytes += size
  }
  if (texts.length > 0) yield { start, count: texts.length, json: texts.join(',') }
}
