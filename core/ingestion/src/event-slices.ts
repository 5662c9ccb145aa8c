import { isUtf8 } from 'node:buffer'
import { pluginErrors, ProblemError } from '@tessera/plugin-api'
import { parseExactly, parseInput, textOf, writtenNumber, wrongByte } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { findEvents, type FoundEvents } from './find-events.ts'

/** Stands for an event that is not read, and says why. */
export class UnreadEvent {
  readonly code: 'event_too_large' | 'event_malformed'
  readonly reason: string

  constructor(code: UnreadEvent['code'], reason: string) {
    this.code = code
    this.reason = reason
  }
}

/** Events as they were sent, in slices that are read and checked within a few milliseconds. */
export interface EventSlices {
  readonly count: number
  readonly slices: Iterable<readonly unknown[]>
}

/** Largest event, in bytes of its JSON text. */
export const largestEvent = 256 * 1024
const sliceEvents = 200
const sliceBytes = largestEvent
/** Bodies that are not written as expected are read whole, to say what is wrong; larger ones are not read. */
const readWhole = 256 * 1024

/** Slices of events that were parsed already. */
export function slicesOf(events: readonly unknown[]): EventSlices {
  const slices = function* () {
    for (let at = 0; at < events.length; at += sliceEvents) yield events.slice(at, at + sliceEvents)
  }
  return { count: events.length, slices: slices() }
}

function parse(text: string): unknown {
  try {
    return parseExactly(text, writtenNumber)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw pluginErrors('body_malformed', { reason: 'it is not JSON' })
  }
}

/** Why the bytes of one event are not read, or null. */
function whyUnread(bytes: Buffer): UnreadEvent | null {
  if (bytes.length > largestEvent) {
    const reason = `the event has ${bytes.length} bytes, at most ${largestEvent} are taken; send less with it`
    return new UnreadEvent('event_too_large', reason)
  }
  const wrong = wrongByte(bytes)
  if (wrong < 0) return null
  return new UnreadEvent('event_malformed', `byte ${wrong} of the event is not UTF-8; send its text as UTF-8`)
}

function* parsed({ body, bounds }: FoundEvents): Generator<readonly unknown[]> {
  // why: looking at all bytes at once takes a fraction of looking at each event, and nearly all bodies are right
  const isRight = isUtf8(body)
  const together = isRight ? sliceEvents : 1
  let at = 0
  while (at < bounds.length) {
    const begin = bounds[at] ?? 0
    const first = bounds[at + 1] ?? 0
    at += 2
    const unread = isRight && first - begin <= largestEvent ? null : whyUnread(body.subarray(begin, first))
    if (unread) {
      yield [unread]
      continue
    }
    let end = first
    for (let taken = 1; taken < together && at < bounds.length; taken += 1, at += 2) {
      const next = bounds[at + 1] ?? 0
      if (next - begin > sliceBytes) break
      end = next
    }
    yield parse(`[${body.toString('utf8', begin, end)}]`) as unknown[]
  }
}

const shape = z.strictObject({ events: z.array(z.unknown()) })

/**
 * The events of a body `{"events": […]}`, read slice by slice; numbers that a JavaScript number does not hold are kept as they are
 * written. Refuses with `body_malformed` what is no JSON, the last slices when they are reached, and with `input_invalid` what holds
 * anything else.
 */
export async function readSlices(body: Buffer): Promise<EventSlices> {
  const found = await findEvents(body)
  if (found) return { count: found.count, slices: parsed(found) }
  if (body.length > readWhole) throw pluginErrors('input_invalid', { first: 'write {"events": […]} and nothing else' })
  return slicesOf(parseInput(shape, parse(textOf(body))).events)
}
