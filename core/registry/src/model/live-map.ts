/** A map that is read anew at every use, so that whoever keeps it never sees what has gone since. */
export class LiveMap<K, V> implements ReadonlyMap<K, V> {
  readonly #read: () => ReadonlyMap<K, V>

  constructor(read: () => ReadonlyMap<K, V>) {
    this.#read = read
  }

  get size(): number {
    return this.#read().size
  }

  get(key: K): V | undefined {
    return this.#read().get(key)
  }

  has(key: K): boolean {
    return this.#read().has(key)
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  entries(): MapIterator<[K, V]> {
    return this.#read().entries()
  }

  keys(): MapIterator<K> {
    return this.#read().keys()
  }

  values(): MapIterator<V> {
    return this.#read().values()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}
