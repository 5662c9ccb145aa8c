import { queryErrors } from '../errors.ts'

interface Flight<T> {
  readonly answer: Promise<T>
  readonly leave: AbortController
  callers: number
}

/** Starts work for the first of equal callers and gives all of them its outcome. */
export type SingleFlight<T> = (
  key: string,
  caller: { readonly signal?: AbortSignal; readonly start: (signal: AbortSignal) => Promise<T> },
) => Promise<T>

function left(signal: AbortSignal): { readonly gone: Promise<never>; readonly stop: () => void } {
  const { promise: gone, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(queryErrors('query_cancelled', {}))
  signal.addEventListener('abort', onAbort, { once: true })
  gone.catch(() => {})
  return { gone, stop: () => signal.removeEventListener('abort', onAbort) }
}

/**
 * Runs equal work once for all who ask while it runs. A caller who leaves gets `query_cancelled` and changes nothing for the
 * others; when the last one has left, the work's signal is aborted and whoever asks next starts anew.
 */
export function singleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>()

  const begin = (key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const leave = new AbortController()
    const flight: Flight<T> = { answer: start(leave.signal), leave, callers: 0 }
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    flight.answer.then(land, land)
    flights.set(key, flight)
    return flight
  }

  return async (key, { signal, start }) => {
    if (signal?.aborted) throw queryErrors('query_cancelled', {})
    const flight = flights.get(key) ?? begin(key, start)
    flight.callers += 1
    if (!signal) return flight.answer
    const { gone, stop } = left(signal)
    try {
      return await Promise.race([flight.answer, gone])
    } finally {
      stop()
      flight.callers -= 1
      if (flight.callers === 0) {
        if (flights.get(key) === flight) flights.delete(key)
        flight.leave.abort()
      }
    }
  }
}
