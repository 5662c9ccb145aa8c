import { timedOut, unreachable } from './errors.ts'
import { readAnswer } from './read-answer.ts'
import { backoffMs } from './retry-delay.ts'
import { TesseraError } from './tessera-error.ts'
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

/** Sends a call until it is answered, refused, or its time is over. Throws a `TesseraError`, or the reason of the caller's signal. */
export async function send(door: Door, call: Call, patience: Patience): Promise<unknown> {
  const { timeoutMs, retries, signal: given } = patience
  given?.throwIfAborted()
  const ends = Date.now() + timeoutMs
  const late = AbortSignal.timeout(timeoutMs)
  const signal = given ? AbortSignal.any([late, given]) : late
  for (let attempt = 1; ; attempt += 1) {
    let failure: unknown
    try {
      return await once(door, call, signal)
    } catch (error) {
      failure = error
    }
    if (given?.aborted) throw given.reason
    if (late.aborted) throw timedOut(door.address, timeoutMs)
    if (!(failure instanceof TesseraError) || !failure.isPassing || attempt > retries) throw failure
    const delay = failure.retryAfterMs ?? backoffMs(attempt)
    if (Date.now() + delay >= ends) throw failure
    try {
      await wait(delay, signal)
    } catch {
      throw given?.aborted ? given.reason : failure
    }
  }
}
