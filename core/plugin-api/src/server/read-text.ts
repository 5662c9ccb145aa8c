import { visit } from 'jsonc-parser'
import { pluginErrors } from '../errors.ts'

const [lineFeed, carriageReturn] = [10, 13]

/** The line an offset lies in, from 1; blank lines count. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** First line that is not UTF-8. Bytes of an end of line are no part of another character, so each line is read alone. */
function firstWrongLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [line, start] = [1, 0]
  for (let at = 0; at <= bytes.length; at += 1) {
    const isReturn = bytes[at] === carriageReturn && bytes[at + 1] !== lineFeed
    if (at < bytes.length && bytes[at] !== lineFeed && !isReturn) continue
    try {
      decoder.decode(bytes.subarray(start, at))
    } catch {
      return line
    }
    line += 1
    start = at + 1
  }
  return line
}

/**
 * The text of a file: UTF-8, with or without a byte order mark; lines end in `\n`, however they ended in the file. Refuses other
 * encodings with `text_unreadable`, naming the line, counted from `firstLine` on where the bytes are whole lines of a file.
 */
export function readText(bytes: Uint8Array, { firstLine = 1 }: { readonly firstLine?: number } = {}): string {
  const [first, second] = bytes
  const isWide = firstLine === 1 && ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
  if (isWide) throw pluginErrors('text_unreadable', { line: 1, found: 'UTF-16' })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: firstLine > 1 }).decode(bytes)
  } catch {
    throw pluginErrors('text_unreadable', {
      line: firstLine - 1 + firstWrongLine(bytes),
      found: 'something else than UTF-8',
    })
  }
  text = text.replace(/\r\n?/g, '\n')
  const nul = text.indexOf('\0')
  // why: no text has one, and UTF-16 without its mark has one beside every letter
  if (nul >= 0) throw pluginErrors('text_unreadable', { line: firstLine - 1 + lineAt(text, nul), found: 'a NUL' })
  return text
}

/** Ends the look for mistakes with the first. */
class Found extends Error {
  readonly offset: number
  constructor(offset: number) {
    super('found')
    this.offset = offset
  }
}

/** Where JSON goes wrong, as an offset. */
function offsetOfMistake(text: string): number {
  const end = text.trimEnd().length
  try {
    const onError = (_: number, offset: number) => {
      throw new Found(offset)
    }
    visit(text, { onError }, { disallowComments: true, allowTrailingComma: false })
  } catch (error) {
    if (error instanceof Found) return Math.min(error.offset, end)
    // why: else it is nested deeper than it can be followed
  }
  return end
}

/**
 * Reads JSON that people have written. Refuses with `json_unreadable`, naming the line, counted from `firstLine` on where the text is
 * a part of a file. `parse` takes the place of `JSON.parse`.
 */
export function readJson(
  text: string,
  options: { readonly firstLine?: number; readonly parse?: (text: string) => unknown } = {},
): unknown {
  const { firstLine = 1, parse: parseText = JSON.parse } = options
  try {
    return parseText(text)
  } catch (error) {
    if (error instanceof RangeError)
      throw pluginErrors('json_unreadable', { line: firstLine, reason: 'it is nested too deep' })
    if (!(error instanceof SyntaxError)) throw error
    const line = firstLine - 1 + lineAt(text, offsetOfMistake(text))
    // why: what stands after it is a place or a piece of the file, and only sometimes
    const said = error.message
      .replace(/ in JSON at position .*|, .*is not valid JSON.*/s, '')
      .replace('Unexpected end of JSON input', 'it ends too early')
    throw pluginErrors('json_unreadable', { line, reason: said })
  }
}
