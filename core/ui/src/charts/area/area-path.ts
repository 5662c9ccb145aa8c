import { area } from '@visx/shape'
import type { AreaPoint } from './area-layout.ts'

/** SVG paths of an area: `whole` over complete periods, `partial` where one is not; `alone` are points without neighbours. */
export function areaPath(
  points: readonly AreaPoint[],
  partial: readonly boolean[],
): { readonly whole: string; readonly partial: string; readonly alone: readonly AreaPoint[] } {
  const draw = area<AreaPoint>({
    x: (point) => point.x,
    y0: (point) => point.ends?.low ?? 0,
    y1: (point) => point.ends?.high ?? 0,
    defined: (point) => point.ends !== null,
  })
  const open = (index: number) => points[index] === undefined || points[index].ends === null
  const isPartial = (index: number) => partial[index] === true || partial[index + 1] === true
  const hidden = { x: 0, ends: null }
  const whole = points.map((point, index) => (partial[index] === true ? hidden : point))
  const rest = points.map((point, index) => (isPartial(index) || partial[index - 1] === true ? point : hidden))
  return {
    whole: draw(whole) ?? '',
    partial: partial.some(Boolean) ? (draw(rest) ?? '') : '',
    alone: points.filter((_, index) => !open(index) && open(index - 1) && open(index + 1)),
  }
}
