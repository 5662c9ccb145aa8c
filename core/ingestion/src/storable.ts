import { digitsOf, isWrittenNumber } from '@tessera/plugin-api/server'

/** What an event may hold. */
export const eventBounds = {
  /** Levels of arrays and objects in its properties. */
  levels: 32,
  /** Keys and elements of lists in its properties, all levels together. */
  values: 2_000,
  /** Characters of its properties' keys, texts and long numbers together. */
  characters: 256 * 1024,
  /** Digits of a number before its point, and as many behind it. */
  digits: 1_000,
}

const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Array.isArray(value) ? value.map((one: unknown) => ['', one] as const) : Object.entries(value)

/** Why a value is more than an event may hold, or null. Looks at no more of it than it may hold, and does not recurse. */
export function beyondBounds(properties: unknown): string | null {
  const { levels, values, characters, digits } = eventBounds
  let counted = 0
  let written = 0
  const open: [value: unknown, level: number][] = [[properties, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, level] = next
    if (typeof value === 'string') written += value.length
    if (isWrittenNumber(value)) {
      const { before, behind } = digitsOf(value.rawJSON)
      if (Math.max(before, behind) > digits) return `a number has more than ${digits} digits; send it as text`
      written += before + behind
    } else if (typeof value === 'object' && value !== null) {
      if (level === levels) return `nested deeper than ${levels} levels; flatten it`
      counted += Array.isArray(value) ? value.length : Object.keys(value).length
      if (counted > values) return `more than ${values} keys and elements; send fewer, or several events`
      for (const [key, child] of entriesOf(value)) {
        written += key.length
        open.push([child, level + 1])
      }
    }
    if (written > characters) return `more than ${characters} characters of text; send less`
  }
  return null
}

/** Whether a JSON value within its bounds holds a number that metrics do not compute with: one beyond ±1e100. */
export function holdsHuge(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > 1e100
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsHuge)
}

/** Why PostgreSQL could not store a JSON value within its bounds (`jsonb` knows no NUL and no half surrogate pair), or null. */
export function unstorable(value: unknown): string | null {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'text holds a NUL character; remove it'
    return value.isWellFormed() ? null : 'text holds half a surrogate pair; send valid Unicode'
  }
  // why: JSON has no infinity; stored as null it would be another value than the one that was sent
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number is too large; send it as text'
  if (typeof value !== 'object' || value === null) return null
  for (const [key, child] of Object.entries(value)) {
    const reason = unstorable(key) ?? unstorable(child)
    if (reason) return reason
  }
  return null
}
