import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Repeatable chance. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  readonly int: (from: number, to: number) => number
  /** A number from 0 up to 1. */
  readonly unit: () => number
  readonly pick: <T>(list: readonly T[]) => T
  /** The list in another order. */
  readonly shuffle: <T>(list: readonly T[]) => T[]
}

/** The same seed and text give the same sequence. */
export function randomFrom(seed: number, text: string): Random {
  let hash = 0x811c9dc5
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  const source = xoroshiro128plus(seed ^ hash)
  const int = (from: number, to: number) => uniformInt(source, from, to)
  const unit = () => int(0, 0x3fffffff) / 0x40000000
  return {
    int,
    unit,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    shuffle: (list) => {
      const keyed = list.map((item) => ({ item, key: unit() }))
      return keyed.toSorted((one, other) => one.key - other.key).map(({ item }) => item)
    },
  }
}
