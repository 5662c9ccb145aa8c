const deepest = 32

/** Why PostgreSQL could not store a JSON value (`jsonb` knows no NUL and no half surrogate pair), or null. */
export function unstorable(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'text holds a NUL character; remove it'
    return value.isWellFormed() ? null : 'text holds half a surrogate pair; send valid Unicode'
  }
  if (typeof value !== 'object' || value === null) return null
  if (depth === deepest) return `nested deeper than ${deepest} levels; flatten it`
  for (const [key, child] of Object.entries(value)) {
    const reason = unstorable(key) ?? unstorable(child, depth + 1)
    if (reason) return reason
  }
  return null
}
