import { timedOut, unreachable } from './errors.ts'
import { readAnswer } from './read-answer.ts'
import { backoffMs } from './retry-delay.ts'
import { TesseraError } from './tessera-error.ts'
import { timeOfCall, type TimeOfCall } from './time-of-call.ts'
import { wait } from './wait.ts'

/** Where calls go, and how they are sent. */
export interface Door {
  readonly address: string
  readonly key: string
  readonly fetch: typeof fetch
}

/** One call. It may be sent again: its ids and times are fixed. */
export interface Call {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  /** JSON. */
  readonly body: string
}

/** How long a call may take, and how often it is tried again. */
export interface Patience {
  readonly timeoutMs: number
  readonly retries: number
  readonly signal?: AbortSignal | undefined
}

async function once(door: Door, { method, path, body }: Call, signal: AbortSignal): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${door.key}`,
    'content-type': 'application/json',
    accept: 'application/json',
  }
  try {
    // why: a redirect would carry the key, or lose the body
    const init = { method, headers, body, signal, redirect: 'manual' } as const
    return await readAnswer(await door.fetch(`${door.address}${path}`, init), door.address)
  } catch (error) {
    if (error instanceof TesseraError || signal.aborted) throw error
    throw unreachable(door.address, error)
  }
}

/** Tries until there is an answer, a refusal, or no time for another try. */
async function tryOften(
  door: Door,
  call: Call,
  { retries, time }: { retries: number; time: TimeOfCall },
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(door, call, time.signal)
    } catch (error) {
      if (!(error instanceof TesseraError) || !error.isPassing || attempt > retries) throw error
      const delay = error.retryAfterMs ?? backoffMs(attempt)
      if (delay >= time.left()) throw error
      await wait(delay, time.signal)
    }
  }
}

/** Sends a call until it is answered, refused, or its time is over. Throws a `TesseraError`, or the reason of the caller's signal. */
export async function send(door: Door, call: Call, patience: Patience): Promise<unknown> {
  const { timeoutMs, retries, signal: given } = patience
  given?.throwIfAborted()
  const time = timeOfCall(timeoutMs, given)
  try {
    return await tryOften(door, call, { retries, time })
  } catch (error) {
    if (given?.aborted) throw given.reason
    throw time.isOver() ? timedOut(door.address, timeoutMs) : error
  } finally {
    time.end()
  }
}
