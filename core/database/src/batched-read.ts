/**
 * Answers many callers with few reads: who asks waits for the next read, one that starts after the question, together with
 * all others who wait. One read runs at a time, so an answer is never older than its question and the number of reads does
 * not grow with the number of callers. A failing read fails for those who waited for it. `undefined`: there is nothing.
 */
export function batchedRead<Value>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting: Map<string, PromiseWithResolvers<Value | undefined>> = new Map()
  let running = false

  const next = async (): Promise<void> => {
    const asked = waiting
    waiting = new Map()
    try {
      const found = await read([...asked.keys()])
      for (const [key, { resolve }] of asked) resolve(found.get(key))
    } catch (error) {
      for (const { reject } of asked.values()) reject(error)
    }
    if (waiting.size > 0) return next()
    running = false
  }

  return (key) => {
    const place = waiting.get(key) ?? Promise.withResolvers<Value | undefined>()
    waiting.set(key, place)
    if (!running) {
      running = true
      // why: requests that arrived together are read together
      setImmediate(() => void next())
    }
    return place.promise
  }
}
