import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Repeatable chance. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  readonly int: (from: number, to: number) => number
  /** A number above 0 and below 1. */
  readonly unit: () => number
  readonly pick: <T>(list: readonly T[]) => T
  /** The list in another order. */
  readonly shuffle: <T>(list: readonly T[]) => T[]
  /** An id that nobody else draws. */
  readonly id: () => string
}

/** The same seed and name give the same sequence. */
export function randomFrom(seed: number, name: string): Random {
  let hash = seed
  for (const sign of name) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  const source = xoroshiro128plus(hash | 0)
  const int = (from: number, to: number) => uniformInt(source, from, to)
  const hex = (digits: number) =>
    int(0, 16 ** digits - 1)
      .toString(16)
      .padStart(digits, '0')
  return {
    int,
    unit: () => (int(0, 0x3fffffff) + 0.5) / 0x40000000,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    shuffle: (list) => {
      const copy = [...list]
      for (let at = copy.length - 1; at > 0; at--) {
        const other = int(0, at)
        ;[copy[at], copy[other]] = [copy[other], copy[at]] as [(typeof copy)[number], (typeof copy)[number]]
      }
      return copy
    },
    id: () => `${hex(6)}${hex(2)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`,
  }
}
