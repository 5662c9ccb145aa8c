/** Hands out a number of seats, first come first served. */
export interface Seats {
  /** Waits for a seat and answers how to give it back. Rejects with the signal's reason when that is aborted first. */
  readonly take: (signal: AbortSignal) => Promise<() => void>
}

/** Makes seats. Who leaves the queue holds up nobody. */
export function seats(count: number): Seats {
  let free = count
  const queue = new Set<() => void>()

  const give = () => {
    const [next] = queue
    if (!next) {
      free += 1
      return
    }
    queue.delete(next)
    next()
  }
  const once = () => {
    let given = false
    return () => {
      if (given) return
      given = true
      give()
    }
  }

  return {
    take: async (signal) => {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        return once()
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const leave = () => {
        if (queue.delete(resolve)) reject(signal.reason as Error)
      }
      queue.add(resolve)
      signal.addEventListener('abort', leave, { once: true })
      await promise.finally(() => signal.removeEventListener('abort', leave))
      return once()
    },
  }
}
