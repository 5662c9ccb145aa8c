import { ink } from './ink.ts'
import { legible } from './legible.ts'
import { categoryCount } from './tokens.ts'

/** Colours by value, as a dimension column carries them. */
export type Colors = Readonly<Record<string, string>>

/** The colour of a category: the contributed one made legible in both themes, else its fixed place in the palette. */
export function colorFor(key: string, colors?: Colors): string {
  const own = ownColor(key, colors)
  return own === undefined ? slotColor(slotOf(key)) : legible(own)
}

/** Colours for categories shown together. As long as there are at most eight, no two share one. */
export function colorsFor(keys: readonly string[], colors?: Colors): ReadonlyMap<string, string> {
  const taken = new Set<number>()
  // why: places are given in alphabetical order, so sorting a panel differently does not recolour it
  const places = new Map(
    keys.toSorted().map((key) => {
      const wanted = slotOf(key)
      const free = Array.from({ length: categoryCount }, (_, step) => (wanted + step) % categoryCount)
      const slot = free.find((candidate) => !taken.has(candidate)) ?? wanted
      if (ownColor(key, colors) === undefined) taken.add(slot)
      return [key, slot]
    }),
  )
  return new Map(
    keys.map((key) => [
      key,
      ownColor(key, colors) === undefined ? slotColor(places.get(key) ?? 0) : colorFor(key, colors),
    ]),
  )
}

function ownColor(key: string, colors: Colors | undefined): string | undefined {
  // why: a value may be called like something every object has, such as `constructor`
  return colors !== undefined && Object.hasOwn(colors, key) ? colors[key] : undefined
}

/** The palette's colour at a place, from 0. */
export function slotColor(slot: number): string {
  return ink(`cat-${(slot % categoryCount) + 1}`)
}

function slotOf(key: string): number {
  let hash = 2166136261
  for (const char of key) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619)
  return ((hash ^ (hash >>> 15)) >>> 0) % categoryCount
}
