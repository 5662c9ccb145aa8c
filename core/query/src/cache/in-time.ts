import { queryErrors } from '../errors.ts'
import { tooBusy } from './too-busy.ts'

/** Until when somebody waits, and how they leave. */
export interface Patience {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds of `performance.now()`. */
  readonly due: number
}

/** The outcome of work that somebody waits for. Refuses with `query_cancelled` who leaves, and with `too_busy` when time is up. */
export async function inTime<T>(working: Promise<T>, { signal, due }: Patience): Promise<T> {
  if (signal?.aborted) throw queryErrors('query_cancelled', {})
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const leave = () => reject(queryErrors('query_cancelled', {}))
  const timer = setTimeout(() => reject(tooBusy(0)), due - performance.now())
  signal?.addEventListener('abort', leave, { once: true })
  // why: nobody listens any more to the one that comes second
  for (const late of [working, ended]) late.catch(() => {})
  try {
    return await Promise.race([working, ended])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', leave)
  }
}
