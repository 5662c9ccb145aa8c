import { setImmediate as nextTurn } from 'node:timers/promises'
import { readText } from '@tessera/plugin-api/server'

/** Some whole lines of a file. */
export interface TextBlock {
  readonly text: string
  /** Line it begins at, from 1. */
  readonly firstLine: number
}

const blockBytes = 64 * 1024
const lineFeed = 10

/** How often a text holds a character. */
export function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}

/** A file in blocks of whole lines, with a turn for others after each. Refuses with `text_unreadable`. */
export async function* textBlocks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<TextBlock, void, undefined> {
  let open: Uint8Array[] = []
  let line = 1
  const close = (last: Uint8Array): TextBlock => {
    const text = readText(open.length === 0 ? last : Buffer.concat([...open, last]), { firstLine: line })
    const block = { text, firstLine: line }
    open = []
    line += countOf(text, '\n')
    return block
  }
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += blockBytes) {
      const piece = chunk.subarray(at, at + blockBytes)
      const end = piece.lastIndexOf(lineFeed) + 1
      if (end > 0) {
        yield close(piece.subarray(0, end))
        await nextTurn()
      }
      if (end < piece.length) open.push(piece.subarray(end))
    }
  }
  if (open.length > 0) yield close(new Uint8Array())
}
