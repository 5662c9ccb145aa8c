/** A text inside a value that no database can store, by its place. */
export interface UnstorableText {
  /** Names and indexes on the way to it, joined by dots. */
  readonly path: string
  readonly reason: string
}

interface Part {
  readonly value: unknown
  readonly key: string
  readonly inside: Part | null
}

function whyNot(text: string): string | null {
  if (text.includes('\0')) return 'the text holds a NUL character; remove it'
  return text.isWellFormed() ? null : 'the text holds half a surrogate pair; send valid Unicode'
}

function pathOf(part: Part): string {
  const names: string[] = []
  for (let at: Part | null = part; at?.inside; at = at.inside) names.unshift(at.key.replaceAll('\0', '').toWellFormed())
  return names.join('.')
}

/**
 * Finds a text in a value read from JSON, names of fields included, that holds a NUL character or half a surrogate pair: PostgreSQL
 * takes neither. Null when there is none. However deep the value is nested, nothing recurses.
 */
export function unstorableText(value: unknown): UnstorableText | null {
  const open: Part[] = [{ value, key: '', inside: null }]
  for (let part = open.pop(); part; part = open.pop()) {
    const own = typeof part.value === 'string' ? part.value : part.key
    const reason = whyNot(own) ?? whyNot(part.key)
    if (reason) return { path: pathOf(part), reason }
    if (typeof part.value !== 'object' || part.value === null) continue
    for (const [key, child] of Object.entries(part.value)) open.push({ value: child, key, inside: part })
  }
  return null
}
