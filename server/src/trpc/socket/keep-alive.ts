import type { WebSocket } from 'ws'

/** Time between two signs of life, in milliseconds. */
const usualPauseMs = 15_000

/**
 * Gives a connection signs of life. A client that has not answered the last one is cut off; one that listened to nothing since then is sent
 * away. `begun` is to be called for each subscription, and what it answers when that has ended.
 */
export function keepAlive(client: WebSocket, pauseMs = usualPauseMs): { readonly begun: () => () => void } {
  let isAlive = true
  let open = 0
  let wasUsed = true
  client.on('pong', () => (isAlive = true))
  const beat = setInterval(() => {
    if (!isAlive) return client.terminate()
    if (!wasUsed) return client.close(1000, 'nothing is listened to')
    isAlive = false
    wasUsed = open > 0
    client.ping()
  }, pauseMs)
  beat.unref()
  client.once('close', () => clearInterval(beat))
  return {
    begun: () => {
      open += 1
      wasUsed = true
      return () => void (open -= 1)
    },
  }
}
