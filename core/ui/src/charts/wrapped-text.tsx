import { ChartText } from './chart-text.tsx'
import { fitText, textWidth } from '../format/text-width.ts'

/** Text broken into lines of a width, 12 px secondary; the last line is cut when there is more. */
export function WrappedText(props: {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly lines: number
  readonly children: string
}) {
  const { x, y, width, lines, children } = props
  return wrapText(children, width, { most: Math.max(1, lines) }).map((line, index) => (
    <ChartText key={index} x={x} y={y + index * 16}>
      {line}
    </ChartText>
  ))
}

/** Breaks a text into lines of a width at a size: between words, and where it must inside of them; the last one is cut when there is more. */
export function wrapText(
  text: string,
  width: number,
  { most, size = 12 }: { readonly most: number; readonly size?: number },
): readonly string[] {
  const fits = (line: string) => textWidth(line.trimEnd(), size) <= width
  const words = linesOf(text.split(/(?<= )/), fits)
  const isWhole = words.length <= most && words.every(fits)
  const lines = isWhole ? words : linesOf(text.split(/(?<=[ \-/_.])|(?<=[a-z])(?=[A-Z])/), fits)
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join('')]
  return kept.map((line) => fitText(line.trimEnd(), width, size))
}

/** Fills lines with pieces as long as they fit; what is longer than a line has one of its own. */
function linesOf(pieces: readonly string[], fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = []
  for (const piece of pieces) {
    const longer = `${lines.at(-1) ?? ''}${piece}`
    if (lines.length > 0 && fits(longer)) lines.splice(-1, 1, longer)
    else lines.push(piece)
  }
  return lines
}
