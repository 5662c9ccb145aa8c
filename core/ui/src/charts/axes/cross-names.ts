import { fitText, textWidth } from '../../format/text-width.ts'
import { wrapText } from '../wrapped-text.tsx'
import { isWholeIn } from '../name-column.ts'
import type { TimeTick } from './time-ticks.ts'

/** Names of columns that stand side by side, with the height they take. */
export interface CrossNames {
  readonly names: readonly TimeTick[]
  readonly height: number
}

const line = 14
const angle = (Math.PI / 180) * 50
/** Degrees a slanted name is turned by. */
export const slant = 50

/** Names below or above columns: on as many as three lines where these hold them, else slanted, up to a height. */
export function crossNames(
  names: readonly string[],
  xOf: (index: number) => number,
  room: { readonly step: number; readonly height: number; readonly size?: number },
): CrossNames {
  const { step, height } = room
  const most = Math.max(1, Math.min(3, Math.floor(height / line)))
  const options = { most, size: 12 }
  if (names.every((name) => isWholeIn(name, step - 6, options))) {
    const wrapped = names.map((name) => wrapText(name, step - 6, options))
    const deepest = Math.max(0, ...wrapped.map(({ length }) => length))
    return {
      names: wrapped.map((lines, index) => ({ x: xOf(index), text: lines[0] ?? '', lines, anchor: 'middle' })),
      height: deepest * line,
    }
  }
  // why: a slanted name goes to the left as far as the chart, and away from its column as far as there is room
  const reach = (height - line) / Math.sin(angle)
  const cut = names.map((name, index) => fitText(name, Math.min(reach, (xOf(index) + 4) / Math.cos(angle))))
  const longest = Math.max(0, ...cut.map((text) => textWidth(text)))
  return {
    names: cut.map((text, index) => ({ x: xOf(index), text, anchor: 'end', slanted: true })),
    height: longest * Math.sin(angle) + 10,
  }
}
