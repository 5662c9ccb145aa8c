/** Longest time something is kept for what should have ended: a connection of which nothing is heard must not keep it for ever. */
const longestMs = 600_000

/** Calls back when all promises have settled; at once, without a turn of the event loop, when there are none. */
export function whenEnded(all: readonly Promise<void>[], then: () => void): void {
  if (all.length === 0) return then()
  const { promise: overdue, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, longestMs)
  timer.unref()
  void Promise.race([Promise.allSettled(all), overdue]).finally(() => {
    clearTimeout(timer)
    then()
  })
}
