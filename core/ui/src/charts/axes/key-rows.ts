import { fitText, textWidth } from '../../format/text-width.ts'

/** An entry of a chart's key, placed in rows above it. */
export interface KeyItem {
  readonly title: string
  readonly color: string
  readonly faint?: boolean
  readonly dashed?: boolean
  readonly dotted?: boolean
  /** How it is marked; a piece of line when left out. */
  readonly shape?: 'line' | 'box' | 'tick'
  readonly x?: number
  readonly row?: number
}

/** Height of one row of a key. */
export const keyRowHeight = 18

const swatch = 22
const gap = 16

/** Places key entries left to right, in as many rows as the width asks for. */
export function keyRows(items: readonly KeyItem[], width: number): readonly KeyItem[] {
  let x = 0
  let row = 0
  return items.map((item) => {
    const title = fitText(item.title, width - swatch)
    const wide = swatch + textWidth(title)
    if (x > 0 && x + wide > width) {
      x = 0
      row += 1
    }
    const placed = { ...item, title, x, row }
    x += wide + gap
    return placed
  })
}

/** Height of a key in pixels. */
export function keyHeight(items: readonly KeyItem[]): number {
  return ((items.at(-1)?.row ?? -1) + 1) * keyRowHeight
}

/** The key of a chart with many series: as many of these as have room in so many rows, then how many there are more, then the marks. */
export function boundedKey(
  series: readonly KeyItem[],
  marks: readonly KeyItem[],
  { width, rows }: { readonly width: number; readonly rows: number },
): readonly KeyItem[] {
  for (let kept = series.length; kept > 0; kept--) {
    const left = series.length - kept
    const more: readonly KeyItem[] = left === 0 ? [] : [{ title: `and ${left} more`, color: 'none', shape: 'box' }]
    const placed = keyRows([...series.slice(0, kept), ...more, ...marks], width)
    if (kept === 1 || (placed.at(-1)?.row ?? 0) < rows) return placed
  }
  return keyRows(marks, width)
}
