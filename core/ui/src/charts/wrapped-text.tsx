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

/** Breaks a text into lines of a width at a size; the last one is cut when there is more. */
export function wrapText(
  text: string,
  width: number,
  { most, size = 12 }: { readonly most: number; readonly size?: number },
): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size) <= width || line === '') line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  if (lines.length <= most) return lines
  const last = fitText(lines.slice(most - 1).join(' '), width, size)
  return [...lines.slice(0, most - 1), last]
}
