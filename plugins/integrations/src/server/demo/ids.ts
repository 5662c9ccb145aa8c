function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x45d9f3b)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** Makes UUIDs (version 7, ordered by the instant given) from a counter: unique per seed, the same in every run. */
export function idSource(seed: number): (atMs: number) => string {
  let counter = 0
  return (atMs) => {
    counter += 1
    const time = hex(atMs, 12)
    const low = hex(mix(seed ^ counter), 8)
    const high = hex(mix(seed + counter * 31), 8)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${low.slice(0, 3)}-8${low.slice(3, 6)}-${high.slice(0, 4)}${hex(counter, 8)}`
  }
}
