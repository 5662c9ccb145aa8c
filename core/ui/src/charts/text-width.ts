/** Share of the font size each character takes in Inter, rounded up; tabular figures. */
const widths: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[il.,:;'|!Ijtfr()[\] /-]/, 0.37],
  [/[0-9$€£+−–×≥≤<>=]/, 0.66],
  [/[mwMW@%…▲▼■↓]/, 0.93],
  [/[A-Z]/, 0.72],
  [/[\u1100-\uffff]/, 1.02],
]

/** Width of a text in pixels, near enough to lay out a chart where no browser can measure. */
export function textWidth(text: string, size = 12): number {
  let width = 0
  for (const char of text) width += widths.find(([pattern]) => pattern.test(char))?.[1] ?? 0.58
  return width * size
}

/** Cuts a text to a width, with an ellipsis. */
export function fitText(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text
  const chars = [...text]
  while (chars.length > 1 && textWidth(`${chars.join('').trimEnd()}…`, size) > width) chars.pop()
  return `${chars.join('').trimEnd()}…`
}
