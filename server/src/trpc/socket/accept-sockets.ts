import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { AnyTRPCRouter } from '@trpc/server'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { bodyLimits } from '../../http/body-limits.ts'
import { mostCalls } from '../../http/count-calls.ts'
import { reportError } from '../../http/log-unexpected.ts'
import type { Services } from '../../services.ts'
import { keepAlive } from './keep-alive.ts'
import { readMessages } from './read-messages.ts'
import type { SocketContext } from './subscriptions-of.ts'

/** A request that asks to go on as a WebSocket, and may. */
interface Asking {
  readonly id: string
  readonly request: IncomingMessage
  readonly socket: Socket
  readonly head: Buffer
}

/** The WebSockets of a process. */
export interface Sockets {
  readonly accept: (asking: Asking) => void
  /** Breaks them all. */
  readonly close: () => void
}

/** Serves a router whose procedures are called with a `SocketContext`. */
export function acceptSockets(services: Services, router: AnyTRPCRouter): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: bodyLimits.small.bytes })
  const serve = (client: WebSocket, { id, request, socket }: Asking) => {
    const { begun } = keepAlive(client)
    const { headers } = request
    const createContext = (): SocketContext => ({ id, headers, socket, cut: () => client.terminate(), begun })
    getWSConnectionHandler({
      wss: sockets,
      router,
      createContext: createContext as never,
      maxBatchSize: mostCalls,
      experimental_encoder: readMessages(client),
      onError: ({ error, path }) => {
        // why: frames that cannot be read are the client's affair
        if (path !== undefined) reportError(services.log, error, `socket ${path}`)
      },
    })(client, request)
  }
  return {
    accept: (asking) =>
      sockets.handleUpgrade(asking.request, asking.socket, asking.head, (client) => serve(client, asking)),
    close: () => {
      for (const client of sockets.clients) client.terminate()
    },
  }
}
