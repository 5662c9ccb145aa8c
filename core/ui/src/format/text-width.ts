/** Share of the font size each character takes in Inter, rounded up; tabular figures. */
const widths: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[il.,:;'|!Ijtfr()[\] /-]/, 0.37],
  [/[0-9$€£+−–×≥≤<>=]/, 0.66],
  [/[mwMW@%…▲▼■↓]/, 0.93],
  [/[A-Z]/, 0.72],
  [/[\u1100-\uffff]/, 1.02],
]

const shareOf = (char: string) => widths.find(([pattern]) => pattern.test(char))?.[1] ?? 0.58

/** Width of a text in pixels, near enough to lay out a chart where no browser can measure. */
export function textWidth(text: string, size = 12): number {
  let width = 0
  for (const char of text) width += shareOf(char)
  return width * size
}

/** Cuts a text to a width, with an ellipsis. Of a text that is far longer, no more is looked at than fits. */
export function fitText(text: string, width: number, size = 12): string {
  let [used, at, end] = [0, 0, 0]
  for (const char of text) {
    used += shareOf(char)
    at += char.length
    const isFirst = end === 0
    if (isFirst || (char.trim() !== '' && (used + shareOf('…')) * size <= width)) end = at
    if (used * size > width) return `${text.slice(0, end).trimEnd()}…`
  }
  return text
}
