import { ProblemError } from '@tessera/plugin-api'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { parseInput } from '../http/parse-input.ts'
import { findEvents, type FoundEvents } from './find-events.ts'

/** Stands for an event whose text is too large to be read. */
export class OversizedEvent {
  readonly bytes: number

  constructor(bytes: number) {
    this.bytes = bytes
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
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw serverErrors('body_malformed', { reason: 'it is not JSON' })
  }
}

function* parsed({ body, bounds }: FoundEvents): Generator<readonly unknown[]> {
  let at = 0
  while (at < bounds.length) {
    const begin = bounds[at] ?? 0
    const first = bounds[at + 1] ?? 0
    at += 2
    if (first - begin > largestEvent) {
      yield [new OversizedEvent(first - begin)]
      continue
    }
    let end = first
    for (let taken = 1; taken < sliceEvents && at < bounds.length; taken += 1, at += 2) {
      const next = bounds[at + 1] ?? 0
      if (next - begin > sliceBytes) break
      end = next
    }
    yield parse(`[${body.toString('utf8', begin, end)}]`) as unknown[]
  }
}

const shape = z.strictObject({ events: z.array(z.unknown()) })

/**
 * The events of a body `{"events": […]}`, read slice by slice. Refuses with `body_malformed` what is no JSON, the last slices when
 * they are reached, and with `input_invalid` what holds anything else.
 */
export async function readSlices(body: Buffer): Promise<EventSlices> {
  const found = await findEvents(body)
  if (found) return { count: found.count, slices: parsed(found) }
  if (body.length > readWhole) throw serverErrors('input_invalid', { first: 'write {"events": […]} and nothing else' })
  const text = body.toString('utf8')
  return slicesOf(parseInput(shape, parse(text.startsWith('\uFEFF') ? text.slice(1) : text)).events)
}
