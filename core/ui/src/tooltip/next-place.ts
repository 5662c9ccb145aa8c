/** Where a key leads along `count` places from `current`; undefined for keys that lead nowhere. */
export function nextPlace(key: string, current: number | null, count: number): number | undefined {
  const last = count - 1
  const at = current ?? last
  const places: { readonly [key: string]: number } = {
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    PageUp: at + 10,
    PageDown: at - 10,
    Home: 0,
    End: last,
  }
  const next = places[key]
  return next === undefined ? undefined : Math.min(last, Math.max(0, next))
}
