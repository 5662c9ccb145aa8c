/** The same stream; it ends with the signal's reason when that is aborted, also while nothing comes. */
export async function* untilRefused<T>(
  stream: AsyncIterable<T>,
  refused: AbortSignal,
  over: () => void,
): AsyncGenerator<T> {
  const values = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      refused.throwIfAborted()
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        const refuse = () => reject(refused.reason as Error)
        refused.addEventListener('abort', refuse, { once: true })
        values
          .next()
          .then(resolve, reject)
          .finally(() => refused.removeEventListener('abort', refuse))
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    over()
    // why: a stream that waits for something never comes to its end by itself, and nobody waits for that
    void Promise.resolve(values.return?.()).catch(() => {})
  }
}
