import { textWidth } from '../../format/text-width.ts'

/** A name on an axis. */
export interface TimeTick {
  readonly x: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
  /** What stands below each other where it takes several lines. */
  readonly lines?: readonly string[]
  /** It goes up to its place from the left. */
  readonly slanted?: boolean
}

/** Chooses evenly spaced names that fit side by side; the first always stands. */
export function timeTicks(
  names: readonly string[],
  xOf: (index: number) => number,
  { left, right }: { readonly left: number; readonly right: number },
): readonly TimeTick[] {
  if (names.length === 0) return []
  const widest = Math.max(...names.map((name) => textWidth(name))) + 20
  const apart = names.length > 1 ? xOf(1) - xOf(0) : right - left
  const step = Math.max(1, Math.ceil(widest / Math.max(apart, 0.01)))
  return names.flatMap((text, index): TimeTick[] => {
    if (index % step !== 0) return []
    const x = xOf(index)
    const half = textWidth(text) / 2
    if (x + half <= right && x - half >= left) return [{ x, text, anchor: 'middle' }]
    return x - half < left ? [{ x: left, text, anchor: 'start' }] : [{ x: right, text, anchor: 'end' }]
  })
}
