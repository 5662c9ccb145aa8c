import { longestTimer } from './wait.ts'

/** The time that a call has. */
export interface TimeOfCall {
  /** Aborted when the time is over, or when the caller leaves. */
  readonly signal: AbortSignal
  /** Milliseconds that are left. */
  readonly left: () => number
  readonly isOver: () => boolean
  /** Forgets the call; a caller's signal may live on for long. */
  readonly end: () => void
}

/** Begins the time of a call. */
export function timeOfCall(timeoutMs: number, given?: AbortSignal): TimeOfCall {
  const controller = new AbortController()
  const ends = performance.now() + timeoutMs
  let isOver = false
  const timer = setTimeout(
    () => {
      isOver = true
      controller.abort()
    },
    Math.min(timeoutMs, longestTimer),
  )
  const leave = () => controller.abort(given?.reason)
  given?.addEventListener('abort', leave, { once: true })
  return {
    signal: controller.signal,
    left: () => ends - performance.now(),
    isOver: () => isOver,
    end: () => {
      clearTimeout(timer)
      given?.removeEventListener('abort', leave)
    },
  }
}
