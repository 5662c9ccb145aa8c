/** Timers that end together and do not keep the process. */
export interface Timers {
  /** Calls a function after a time. */
  readonly later: (ms: number, run: () => void) => void
  /** Nothing is called any more. */
  readonly clear: () => void
}

/** Makes the timers of one part. */
export function createTimers(): Timers {
  const timers = new Set<NodeJS.Timeout>()
  return {
    later: (ms, run) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timer.unref()
      timers.add(timer)
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
