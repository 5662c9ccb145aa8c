import { setImmediate } from 'node:timers/promises'
import { maxBatch } from '@tessera/plugin-api/wire'

/** Where the events of a body stand: two numbers each, the first byte and the one behind the last. */
export interface FoundEvents {
  readonly body: Buffer
  readonly count: number
  /** Of no more events than a batch may carry. */
  readonly bounds: readonly number[]
}

/** Bytes looked at before others get their turn. */
const stretch = 1024 * 1024
/** Events found before others get theirs, however short they are. */
const together = 10_000

const quote = 34
const comma = 44
const backslash = 92
const opens = new Set([...'[{'].map((char) => char.charCodeAt(0)))
const closes = new Set([...']}'].map((char) => char.charCodeAt(0)))
const spaces = new Set([...' \t\r\n'].map((char) => char.charCodeAt(0)))

function skipSpaces(body: Buffer, from: number): number {
  let at = from
  while (spaces.has(body[at] ?? 0)) at += 1
  return at
}

/** The byte behind these tokens, spaces between them skipped; -1 when something else stands there. */
function behind(body: Buffer, from: number, tokens: readonly string[]): number {
  let at = from
  for (const token of tokens) {
    at = skipSpaces(body, at)
    if (body.toString('latin1', at, at + token.length) !== token) return -1
    at += token.length
  }
  return at
}

/** Where the value at `from` ends, at the latest at `limit`: the comma or bracket behind it. Continues at what `state` says. */
interface Scan {
  at: number
  depth: number
  inText: boolean
}

function scan(body: Buffer, state: Scan, limit: number): 'more' | 'comma' | 'end' {
  let { at, depth, inText } = state
  let found: 'more' | 'comma' | 'end' = 'more'
  for (; at < limit; at += 1) {
    const byte = body[at] ?? 0
    if (inText) {
      if (byte === backslash) at += 1
      else if (byte === quote) inText = false
      continue
    }
    if (byte === quote) inText = true
    else if (opens.has(byte)) depth += 1
    else if (closes.has(byte)) {
      if (depth === 0) {
        found = 'end'
        break
      }
      depth -= 1
    } else if (byte === comma && depth === 0) {
      found = 'comma'
      break
    }
  }
  Object.assign(state, { at, depth, inText })
  return found
}

/**
 * Finds the events of `{"events": […]}` without reading them: their number and size are known before anything is parsed. Null
 * when the body looks different, which says nothing about whether it is JSON or text. Others get their turns meanwhile.
 */
export async function findEvents(body: Buffer): Promise<FoundEvents | null> {
  const mark = body.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0
  const first = behind(body, mark, ['{', '"events"', ':', '['])
  if (first < 0) return null
  const bounds: number[] = []
  let count = 0
  let begin = first
  const state: Scan = { at: first, depth: 0, inText: false }
  for (;;) {
    const limit = Math.min(body.length, state.at + stretch)
    const found = scan(body, state, limit)
    if (found === 'more') {
      if (state.at >= body.length) return null
      await setImmediate()
      continue
    }
    const isEmpty = found === 'end' && count === 0 && skipSpaces(body, begin) >= state.at
    if (!isEmpty) count += 1
    // why: the places of all commas of a large body would take twenty times its room
    if (!isEmpty && count <= maxBatch) bounds.push(begin, state.at)
    if (count % together === 0) await setImmediate()
    begin = state.at += 1
    if (found === 'end') break
  }
  const end = behind(body, begin - 1, [']', '}'])
  return end >= 0 && skipSpaces(body, end) === body.length ? { body, count, bounds } : null
}
