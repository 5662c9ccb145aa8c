/** Most things remembered of one list: lists are shared by questions that come at different times. */
const mostKept = 16

/** Remembers what was made from a list of buckets or bounds, for as long as the list lives. Parts of a question share theirs. */
export function perList<List extends object, Made>(): (list: List, key: string, make: () => Made) => Made {
  const known = new WeakMap<List, Map<string, Made>>()
  return (list, key, make) => {
    const made = known.get(list) ?? new Map<string, Made>()
    known.set(list, made)
    const found = made.get(key)
    if (found !== undefined) return found
    const value = make()
    const [oldest] = made.keys()
    if (made.size >= mostKept && oldest !== undefined) made.delete(oldest)
    made.set(key, value)
    return value
  }
}
