import { ServerResponse, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { AnyTRPCRouter } from '@trpc/server'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { FastifyInstance } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Config } from '../../config.ts'
import { serverErrors } from '../../errors.ts'
import { bodyLimits } from '../../http/body-limits.ts'
import { mostCalls } from '../../http/count-calls.ts'
import { reportError } from '../../http/log-unexpected.ts'
import { assertSameSite } from '../../http/same-site.ts'
import { identify } from '../../identity/caller.ts'
import type { Services } from '../../services.ts'
import { liveLimits, livePlaces } from '../live-places.ts'
import { callerKey, type OpenCalls } from '../open-calls.ts'
import { tenantOf } from '../procedures.ts'
import { keepAlive } from './keep-alive.ts'
import { readMessages } from './read-messages.ts'
import { subscriptionsOf, type SocketContext } from './subscriptions-of.ts'

interface Upgrade {
  readonly socket: Socket
  readonly head: Buffer
}

/** Lets the app answer requests for a socket as all others: what refuses one is a problem document. */
function upgradesOf(server: Server): WeakMap<IncomingMessage, Upgrade> {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.once('finish', () => socket.destroySoon())
    upgrades.set(request, { socket, head })
    server.emit('request', request, response)
  })
  return upgrades
}

/** Serves the subscriptions of a router on WebSockets too, at the address of the procedures. */
export function serveSockets(
  fastify: FastifyInstance,
  services: Services,
  door: {
    readonly server: Server
    readonly config: Pick<Config, 'publicUrl' | 'liveConnections'>
    readonly prefixes: readonly string[]
    readonly router: AnyTRPCRouter
    readonly calls: OpenCalls
  },
): void {
  const { server, config, calls } = door
  const upgrades = upgradesOf(server)
  const places = livePlaces(liveLimits(config.liveConnections))
  const router = subscriptionsOf(door.router, services, calls)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: bodyLimits.small.bytes })
  let isClosed = false
  calls.whenClosed(() => {
    isClosed = true
    for (const client of sockets.clients) client.terminate()
  })
  const serve = (client: WebSocket, request: IncomingMessage, context: Pick<SocketContext, 'id' | 'socket'>) => {
    const { begun } = keepAlive(client)
    const { headers } = request
    const createContext = (): SocketContext => ({ ...context, headers, cut: () => client.terminate(), begun })
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
  for (const url of door.prefixes)
    fastify.get(url, { exposeHeadRoute: false }, async (req, reply) => {
      const upgrade = upgrades.get(req.raw)
      if (!upgrade) throw serverErrors('not_found', { method: req.method, path: url })
      // why: a browser opens sockets for pages of any site, cookies included, and lets them read
      assertSameSite({ method: 'POST', headers: req.headers }, config.publicUrl)
      const caller = await identify(services, req.headers)
      if (isClosed) throw serverErrors('live_ending', {})
      const { socket, head } = upgrade
      const leave = places.take({ tenantId: tenantOf(caller).id, caller: callerKey(caller, req.headers) })
      socket.once('close', leave)
      if (socket.destroyed) leave()
      reply.hijack()
      reply.raw.detachSocket(socket)
      sockets.handleUpgrade(req.raw, socket, head, (client) => serve(client, req.raw, { id: req.id, socket }))
      return reply
    })
}
