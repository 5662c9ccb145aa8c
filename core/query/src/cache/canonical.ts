/**
 * One text for equal values: keys and set members in order, dates, sets and plain values told apart. Refuses with a
 * `TypeError` what has no text of its own (functions, symbols, class instances), so that nothing is left out in silence.
 */
export function canonical(value: unknown): string {
  if (value === undefined) return 'u'
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'bigint') return `${value}`
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof Set) return `s[${[...value].map(canonical).toSorted().join()}]`
  if (typeof value !== 'object' || !isPlain(value)) {
    throw new TypeError(`a cache key cannot hold this value: ${Object.prototype.toString.call(value)}`)
  }
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
