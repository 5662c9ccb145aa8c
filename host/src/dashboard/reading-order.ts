/** Cards from top to bottom, and from left to right within a row. */
export function readingOrder<C extends { readonly x: number; readonly y: number }>(cards: readonly C[]): readonly C[] {
  return cards.toSorted((a, b) => a.y - b.y || a.x - b.x)
}
