import { isUtf8 } from 'node:buffer'
import { pluginErrors } from '../errors.ts'
import { parseExactly } from './exact-json.ts'

/** The first byte that is no UTF-8, from 0; -1 when all are. */
export function wrongByte(bytes: Buffer): number {
  if (isUtf8(bytes)) return -1
  const changed = Buffer.from(bytes.toString('utf8'))
  return bytes.findIndex((byte, at) => byte !== changed[at])
}

/** The text of a body, without the mark of its encoding. Refuses with `body_malformed` what is not UTF-8, naming the byte. */
export function textOf(body: Buffer): string {
  const wrong = wrongByte(body)
  if (wrong >= 0) throw pluginErrors('body_malformed', { reason: `it is not UTF-8, from byte ${wrong} on` })
  // why: some programs begin a text with it, and it is no JSON
  return body.toString('utf8').replace(/^\uFEFF/, '')
}

/** Refuses JSON with `input_invalid` that holds a number reading it would change. What is no JSON is left to its reader. */
export function assertExact(text: string): void {
  try {
    parseExactly(text, (source) => {
      const first = `a number cannot hold ${source.slice(0, 100)} exactly; send it as text`
      throw pluginErrors('input_invalid', { first })
    })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
}
