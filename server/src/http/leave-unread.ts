import type { IncomingMessage } from 'node:http'

/** Most bytes that are read away, so that their sender gets to read the answer; then the connection is cut. */
const most = 32 * 1024 * 1024

/**
 * Lets what is left of a body go by without keeping or reading any of it: who still sends when the connection is closed may never
 * see the answer. Answers false for a body too large for that.
 */
export function leaveUnread(request: IncomingMessage): boolean {
  if (request.complete) return true
  if (Number(request.headers['content-length'] ?? 0) > most) return false
  let left = most
  request.on('data', (chunk: Uint8Array) => {
    left -= chunk.byteLength
    if (left < 0) request.destroy()
  })
  request.on('error', () => {}).resume()
  return true
}
