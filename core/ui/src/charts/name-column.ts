import { textWidth } from '../format/text-width.ts'
import { wrapText } from './wrapped-text.tsx'

/** Names that stand before the rows of a chart. */
export interface NameColumn {
  readonly width: number
  /** The lines of a name, mostly one. */
  readonly linesOf: (name: string) => readonly string[]
  /** Whether every name stands as it is. */
  readonly isWhole: boolean
}

/** Height of a line of a name that takes two. */
export const nameLine = 14
const mostShare = 0.5
const steps = 12

/**
 * As wide as the longest name, up to a share of the chart. Where that is too narrow names stand on two lines, if rows are so high, and
 * the column takes up to half of the chart; only what has no room even then is cut.
 */
export function nameColumn(
  names: readonly string[],
  room: { readonly width: number; readonly share: number; readonly rowHeight: number; readonly size?: number },
): NameColumn {
  const { width, share, rowHeight, size = 12 } = room
  const most = rowHeight >= 2 * nameLine + 1 ? 2 : 1
  const widest = Math.max(0, ...names.map((name) => textWidth(name, size)))
  const usual = width * share
  const standsIn = (column: number) => names.every((name) => isWholeIn(name, column, { most, size }))
  const tried = Array.from({ length: steps + 1 }, (_, step) => usual + (width * (mostShare - share) * step) / steps)
  const column = widest <= usual ? widest : (tried.find(standsIn) ?? width * mostShare)
  return {
    width: column,
    linesOf: (name) => wrapText(name, column, { most, size }),
    isWhole: standsIn(column),
  }
}

/** Whether a text stands on so many lines of a width without a cut. */
export function isWholeIn(
  name: string,
  width: number,
  { most, size }: { readonly most: number; readonly size: number },
): boolean {
  const letters = (text: string) => text.replaceAll(' ', '')
  return letters(wrapText(name, width, { most, size }).join('')) === letters(name)
}
