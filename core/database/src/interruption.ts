import { databaseErrors } from './errors.ts'

/** How long a transaction may take when nothing else was said, in milliseconds. */
export const defaultTimeoutMs = 30_000
/** SQLSTATE of a statement that was cancelled or timed out. */
const queryCanceled = '57014'

/** Ends a transaction's time: when the caller leaves or time is up, its signal is aborted with the refusal to give. */
export interface Interruption {
  readonly signal: AbortSignal
  /** Rejects when the signal is aborted. */
  readonly interrupted: Promise<never>
  /** The database's own clock may be the faster one. */
  readonly asInterruption: (error: unknown) => unknown
  /** Nobody waits any more. */
  readonly end: () => void
}

/** What ends a transaction early: who asked leaves, or its time is up. */
export interface InterruptionOptions {
  readonly signal?: AbortSignal
  /** Milliseconds; 30 s when left out. */
  readonly timeoutMs?: number
}

/** Starts the clock of a transaction, waiting for a connection included. */
export function interruption(options: InterruptionOptions): Interruption {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const late = () => databaseErrors('query_timeout', { seconds: timeoutMs / 1000 })
  const stop = new AbortController()
  const { signal } = stop
  const { promise: interrupted, reject } = Promise.withResolvers<never>()
  // why: nobody may be listening any more when the other branch of the race has won
  interrupted.catch(() => {})
  const halt = (error: Error) => {
    if (signal.aborted) return
    stop.abort(error)
    reject(error)
  }
  const leave = () => halt(databaseErrors('query_cancelled', {}))
  const timer = setTimeout(() => halt(late()), timeoutMs)
  options.signal?.addEventListener('abort', leave, { once: true })
  if (options.signal?.aborted) leave()
  const end = () => {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', leave)
  }
  const asInterruption = (error: unknown): unknown => {
    if ((error as { code?: string }).code !== queryCanceled) return error
    return signal.aborted ? signal.reason : late()
  }
  return { signal, interrupted, asInterruption, end }
}
