import type { Plot } from '../axes/axes.tsx'
import { fitText, textWidth } from '../../format/text-width.ts'

/** A name beside its point. */
export interface PlacedName {
  readonly x: number
  readonly y: number
  readonly text: string
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const mostNamed = 40
const widest = 180

/** Names points where there is room beside them, those farthest from the middle first; the others say their names when they are reached. */
export function placeNames(
  points: readonly { readonly x: number; readonly y: number; readonly name: string }[],
  plot: Plot,
  radius: number,
): readonly PlacedName[] {
  const middle = { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2 }
  const away = ({ x, y }: { readonly x: number; readonly y: number }) => Math.hypot(x - middle.x, y - middle.y)
  const taken: Box[] = points.map(({ x, y }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }))
  const named: PlacedName[] = []
  for (const { x, y, name } of points.toSorted((a, b) => away(b) - away(a))) {
    if (named.length >= mostNamed) break
    const text = fitText(name, widest)
    const wide = textWidth(text)
    const place = [x + radius + 4, x - radius - 4 - wide].find((left) => {
      const box = { left, right: left + wide, top: y - 7, bottom: y + 7 }
      const isInside = box.left >= plot.left && box.right <= plot.right + 8
      return isInside && taken.every((other) => apart(box, other))
    })
    if (place === undefined) continue
    taken.push({ left: place, right: place + wide, top: y - 7, bottom: y + 7 })
    named.push({ x: place, y: y + 4, text })
  }
  return named
}

function apart(one: Box, other: Box): boolean {
  return one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top
}
