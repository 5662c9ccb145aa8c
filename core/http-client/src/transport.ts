import type { PrivateHosts } from './addresses.ts'

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

/** A way out to the network, and its end. */
export interface Network {
  readonly send: Transport
  readonly close: () => Promise<void>
}

/**
 * Sends over the network, to addresses of the internet and named private hosts alone. What a name leads to is judged when it is looked
 * up, and once more by the address that was connected to.
 */
export function networkTransport(allowed: PrivateHosts): Network {
  let opened: Promise<Network> | undefined
  return {
    send: async (request, signal) => {
      // why: a server whose plugins ask nobody holds none of it in memory
      opened ??= import('./open-network.ts').then(({ openNetwork }) => openNetwork(allowed))
      return (await opened).send(request, signal)
    },
    close: async () => (await opened)?.close(),
  }
}
