import type { GeoContext } from 'd3-geo'
import { round } from '../chart-text.tsx'

/** Points nearer than this to the one before are left out, in pixels. */
const least = 0.9

/** Writes a path without the points that nobody can tell apart at its size. */
export function thinPath(): GeoContext & { readonly text: () => string } {
  let text = ''
  let [x, y] = [0, 0]
  const add = (letter: 'M' | 'L', toX: number, toY: number) => {
    x = toX
    y = toY
    text += `${letter}${round(toX)},${round(toY)}`
  }
  return {
    beginPath: () => {},
    moveTo: (toX, toY) => add('M', toX, toY),
    lineTo: (toX, toY) => {
      if (Math.abs(toX - x) >= least || Math.abs(toY - y) >= least) add('L', toX, toY)
    },
    closePath: () => {
      text += 'Z'
    },
    // why: only points are drawn as arcs, and there are none
    arc: () => {},
    text: () => text,
  }
}
