import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Repeatable chance. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  readonly int: (from: number, to: number) => number
  /** A number from 0 up to 1. */
  readonly unit: () => number
  readonly pick: <T>(list: readonly T[]) => T
  /** One of the keys, in proportion to their weights. */
  readonly weighted: <Key extends string>(weights: Readonly<Record<Key, number>>) => Key
  /** The list in another order. */
  readonly shuffle: <T>(list: readonly T[]) => T[]
}

/** The same seed gives the same sequence. */
export function randomFrom(seed: number): Random {
  const source = xoroshiro128plus(seed)
  const int = (from: number, to: number) => uniformInt(source, from, to)
  const unit = () => uniformInt(source, 0, 0x3fffffff) / 0x40000000
  return {
    int,
    unit,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    weighted: (weights) => {
      const entries = Object.entries<number>(weights)
      let rest = unit() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      const hit = entries.find(([, weight]) => (rest -= weight) < 0)
      return (hit ?? entries[0])?.[0] as keyof typeof weights
    },
    shuffle: (list) => {
      const copy = [...list]
      for (let at = copy.length - 1; at > 0; at--) {
        const other = int(0, at)
        const held = copy[at] as (typeof copy)[number]
        copy[at] = copy[other] as (typeof copy)[number]
        copy[other] = held
      }
      return copy
    },
  }
}

/** FNV-1a of a text, as an unsigned 32-bit number. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
