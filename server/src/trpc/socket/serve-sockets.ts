import { ServerResponse, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { AnyTRPCRouter } from '@trpc/server'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import { serverErrors } from '../../errors.ts'
import { assertSameSite } from '../../http/same-site.ts'
import { identify } from '../../identity/caller.ts'
import type { Services } from '../../services.ts'
import { liveLimits, livePlaces } from '../live-places.ts'
import { callerKey, type OpenCalls } from '../open-calls.ts'
import { tenantOf } from '../procedures.ts'
import type { Sockets } from './accept-sockets.ts'
import { subscriptionsOf } from './subscriptions-of.ts'

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
  let isClosed = false
  let opening: Promise<Sockets> | null = null
  // why: what serves them takes 5 MB of a server that nobody asks for one
  const open = async () => (await import('./accept-sockets.ts')).acceptSockets(services, router)
  calls.whenClosed(() => {
    isClosed = true
    void opening?.then(({ close }) => close())
  })
  for (const url of door.prefixes)
    fastify.get(url, { exposeHeadRoute: false }, async (req, reply) => {
      const upgrade = upgrades.get(req.raw)
      if (!upgrade) throw serverErrors('not_found', { method: req.method, path: url })
      // why: a browser opens sockets for pages of any site, cookies included, and lets them read
      assertSameSite({ method: 'POST', headers: req.headers }, config.publicUrl)
      const caller = await identify(services, req.headers)
      const { accept } = await (opening ??= open())
      if (isClosed) throw serverErrors('live_ending', {})
      const { socket, head } = upgrade
      const leave = places.take({ tenantId: tenantOf(caller).id, caller: callerKey(caller, req.headers) })
      socket.once('close', leave)
      if (socket.destroyed) leave()
      reply.hijack()
      reply.raw.detachSocket(socket)
      accept({ id: req.id, request: req.raw, socket, head })
      return reply
    })
}
