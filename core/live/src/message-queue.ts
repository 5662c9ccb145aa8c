/** What waits for one reader. */
export interface MessageQueue<Message> extends AsyncIterable<Message> {
  /** Adds a message. `mergesWith` makes one of it and the last that waits, so that a reader who is behind gets the newest. */
  readonly push: (message: Message, size: number, mergesWith?: (last: Message) => Message | null) => void
  /** Ends the reading: with an error where one is given. What waits is given up. */
  readonly end: (error?: unknown) => void
}

/** Makes a queue that holds so much and no more: `overflowing` is called once when more comes. */
export function messageQueue<Message>(most: {
  readonly messages: number
  readonly bytes: number
  readonly overflowing: () => void
}): MessageQueue<Message> {
  let waiting: { message: Message; size: number }[] = []
  let bytes = 0
  let ended: { readonly error?: unknown } | null = null
  let wake = () => {}

  const end = (error?: unknown) => {
    if (ended) return
    ended = error === undefined ? {} : { error }
    waiting = []
    wake()
  }
  async function* read(): AsyncGenerator<Message> {
    for (;;) {
      if (ended?.error !== undefined) throw ended.error
      if (ended) return
      const next = waiting.shift()
      if (next) {
        bytes -= next.size
        yield next.message
        continue
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return {
    push: (message, size, mergesWith) => {
      if (ended) return
      const last = waiting.at(-1)
      const merged = last && mergesWith?.(last.message)
      if (last && merged) {
        bytes += size - last.size
        last.message = merged
        last.size = size
      } else {
        waiting.push({ message, size })
        bytes += size
      }
      if (waiting.length > most.messages || bytes > most.bytes) {
        end()
        most.overflowing()
        return
      }
      wake()
    },
    end,
    [Symbol.asyncIterator]: read,
  }
}
