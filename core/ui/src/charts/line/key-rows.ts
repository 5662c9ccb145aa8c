import { fitText, textWidth } from '../text-width.ts'

/** An entry of a chart's key, placed in rows above it. */
export interface KeyItem {
  readonly title: string
  readonly color: string
  readonly faint?: boolean
  readonly dashed?: boolean
  readonly dotted?: boolean
  readonly x?: number
  readonly row?: number
}

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
