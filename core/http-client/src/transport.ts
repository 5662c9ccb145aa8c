import { Agent, buildConnector, fetch } from 'undici'
import { assertAddress, guardedLookup, type PrivateHosts } from './addresses.ts'

/** One request as it goes over the wire. */
export interface SentRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: string | Uint8Array<ArrayBuffer> | null
}

/** Its answer, the body unread. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  readonly body: AsyncIterable<Uint8Array> | null
}

/** Sends one request and follows nothing. */
export type Transport = (request: SentRequest, signal: AbortSignal) => Promise<RawAnswer>

const connectMs = 10_000

/**
 * Sends over the network, to addresses of the internet and named private hosts alone. What a name leads to is judged when it is looked
 * up, and once more by the address that was connected to.
 */
export function networkTransport(allowed: PrivateHosts): {
  readonly send: Transport
  readonly close: () => Promise<void>
} {
  const connect = buildConnector({ timeout: connectMs, lookup: guardedLookup(allowed) })
  const agent = new Agent({
    connections: 16,
    connect: (options, done) =>
      connect(options, (error, socket) => {
        if (error) return done(error, null)
        try {
          assertAddress(options.hostname, socket.remoteAddress ?? '', allowed)
          return done(null, socket)
        } catch (refused) {
          socket.destroy()
          return done(refused as Error, null)
        }
      }),
  })
  return {
    send: async ({ url, method, headers, body }, signal) => {
      const sent = { method, headers: [...headers], redirect: 'manual' as const, dispatcher: agent, signal }
      const answer = await fetch(url, body === null ? sent : { ...sent, body })
      return { status: answer.status, headers: answer.headers, body: answer.body }
    },
    close: () => agent.destroy(),
  }
}
