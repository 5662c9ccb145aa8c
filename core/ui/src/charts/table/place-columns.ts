import { textWidth } from '../../format/text-width.ts'
import type { PictureColumn } from './picture-columns.ts'

/** A column with its place, in pixels. */
export interface PlacedColumn extends PictureColumn {
  readonly x: number
  readonly width: number
}

const gap = 20
/** Between a value and the change beside it. */
const smallGap = 8
const leastFirst = 72

/** Sets columns side by side. The first takes what is left, or is cut; where that is not enough, the last ones are left out. */
export function placeColumns(
  columns: readonly PictureColumn[],
  width: number,
): { readonly placed: readonly PlacedColumn[]; readonly leftOut: number } {
  const [first, ...others] = columns.map((column) => ({ ...column, width: naturalWidth(column) }))
  if (first === undefined) return { placed: [], leftOut: 0 }
  const before = ({ title }: PictureColumn) => (title === '' ? smallGap : gap)
  const least = Math.min(first.width, Math.max(leastFirst, width * 0.3))
  let used = 0
  let kept = others.findIndex((column) => {
    used += column.width + before(column)
    return used > width - least
  })
  if (kept === -1) kept = others.length
  // why: values whose changes are left out are left out with them
  if (others[kept]?.title === '') kept -= 1
  const beside = others.slice(0, kept)
  let right = width
  const placed = beside.toReversed().map((column) => {
    const x = right - column.width
    right = x - before(column)
    return { ...column, x }
  })
  return {
    placed: [{ ...first, x: 0, width: Math.max(0, right) }, ...placed.toReversed()],
    leftOut: others.slice(kept).filter(({ title }) => title !== '').length,
  }
}

function naturalWidth({ title, cells, total }: PictureColumn): number {
  const texts = [...cells, ...(total ? [total] : [])].map(({ text }) => textWidth(text, 13))
  return Math.ceil(Math.max(textWidth(title), ...texts.slice(0, 200)))
}
