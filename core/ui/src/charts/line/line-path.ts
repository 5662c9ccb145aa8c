import { round } from '../chart-text.tsx'

/** A place on a line; `y` null is a gap. */
export interface Point {
  readonly x: number
  readonly y: number | null
}

/** SVG paths of a line: `solid` over whole periods, `dashed` where a period is not complete. Gaps stay open. In steps, it is level around each place. */
export function linePath(
  points: readonly Point[],
  partial: readonly boolean[],
  stepped = false,
): { readonly solid: string; readonly dashed: string } {
  const paths = { solid: '', dashed: '' }
  let pen: { kind: 'solid' | 'dashed'; at: number } | undefined
  for (let index = 1; index < points.length; index++) {
    const from = points[index - 1]
    const to = points[index]
    if (from === undefined || to === undefined || from.y === null || to.y === null) continue
    const kind = partial[index - 1] === true || partial[index] === true ? 'dashed' : 'solid'
    const goesOn = pen?.kind === kind && pen.at === index - 1
    paths[kind] +=
      `${goesOn ? '' : `M${from.x},${from.y}`}${stepped ? `H${round((from.x + to.x) / 2)}V${to.y}H${to.x}` : `L${to.x},${to.y}`}`
    pen = { kind, at: index }
  }
  return paths
}

/** Places that no line reaches, because both neighbours are missing: they are drawn as dots. */
export function lonePoints(points: readonly Point[]): readonly { readonly x: number; readonly y: number }[] {
  const open = (index: number) => points[index] === undefined || points[index].y === null
  return points.flatMap(({ x, y }, index) => (y !== null && open(index - 1) && open(index + 1) ? [{ x, y }] : []))
}
