/** Moves labels apart until none covers another, keeping their order and staying between `top` and `bottom`. */
export function spreadLabels<L extends { readonly y: number }>(
  labels: readonly L[],
  { gap, top, bottom }: { readonly gap: number; readonly top: number; readonly bottom: number },
): readonly L[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y)
  const places: number[] = []
  for (const label of sorted) places.push(Math.max(label.y, top, (places.at(-1) ?? Number.NEGATIVE_INFINITY) + gap))
  let floor = bottom
  for (let index = places.length - 1; index >= 0; index--) {
    places[index] = Math.min(places[index] ?? floor, floor)
    floor = (places[index] ?? floor) - gap
  }
  return sorted.map((label, index) => ({ ...label, y: places[index] ?? label.y }))
}
