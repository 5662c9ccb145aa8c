import { assertExact } from '@tessera/plugin-api/server'
import { jsonEncoder, type Encoder } from '@trpc/server/adapters/ws'
import type { WebSocket } from 'ws'
import { serverErrors } from '../../errors.ts'
import { bodyLimits } from '../../http/body-limits.ts'
import { depthCounter } from '../../http/json-depth.ts'

/** Messages that a connection may send within a second, each of a batch counted. */
export const messagesPerSecond = 50
const goodbyeMs = 1_000

/** Reads what a client sends, and takes leave of one that sends too much. */
export function readMessages(client: WebSocket): Encoder {
  let begun = performance.now()
  let count = 0
  const take = (more: number) => {
    if (performance.now() - begun > 1_000) {
      begun = performance.now()
      count = 0
    }
    count += more
    if (count <= messagesPerSecond) return
    client.close(1008, `more than ${messagesPerSecond} messages in a second`)
    setTimeout(() => client.terminate(), goodbyeMs).unref()
  }
  client.on('message', () => take(1))
  return {
    encode: jsonEncoder.encode,
    decode: (data) => {
      const text = String(data)
      depthCounter(bodyLimits.small.levels)(Buffer.from(text))
      assertExact(text)
      const message: unknown = JSON.parse(text)
      if (Array.isArray(message)) take(message.length - 1)
      if (count > messagesPerSecond) throw serverErrors('too_many_calls', { most: messagesPerSecond, given: count })
      return message
    },
  }
}
