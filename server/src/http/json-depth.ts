import { parseExactly, writtenNumber } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'

const ordinary = 0
const quote = 1
const backslash = 2
const opening = 3
const closing = 4

/** What each byte means to the structure of JSON. */
const meanings = new Uint8Array(256)
for (const [meaning, signs] of [
  [quote, '"'],
  [backslash, '\\'],
  [opening, '[{'],
  [closing, ']}'],
] as const) {
  for (const sign of Buffer.from(signs)) meanings[sign] = meaning
}

/**
 * Counts how deep JSON text nests while it arrives, before anything is made of it: reading and above all writing a value of a
 * million levels takes minutes. Refuses with `body_too_deep` as soon as it nests deeper than `levels`.
 */
export function depthCounter(levels: number): (chunk: Uint8Array) => void {
  let depth = 0
  let inText = false
  /** Bytes of the next chunk that a backslash at the end of this one takes with it. */
  let skip = 0
  return (chunk) => {
    let at = skip
    for (; at < chunk.length; at += 1) {
      const meaning = meanings[chunk[at] ?? 0]
      if (meaning === ordinary) continue
      if (inText) {
        if (meaning === quote) inText = false
        else if (meaning === backslash) at += 1
      } else if (meaning === quote) {
        inText = true
      } else if (meaning === opening) {
        depth += 1
        if (depth > levels) throw serverErrors('body_too_deep', { levels })
      } else if (meaning === closing) {
        depth -= 1
      }
    }
    skip = at - chunk.length
  }
}

/**
 * Parses JSON text that is not nested deeper than `levels`; numbers that a JavaScript number does not hold stay as they are written.
 * Refuses with `body_too_deep`; throws a `SyntaxError` for what is no JSON.
 */
export function parseShallow(text: string, levels: number): unknown {
  depthCounter(levels)(Buffer.from(text))
  return parseExactly(text, writtenNumber)
}
