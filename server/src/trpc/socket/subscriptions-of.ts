import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server'
import { contextOf, identify } from '../../identity/caller.ts'
import type { Services } from '../../services.ts'
import type { OpenCalls } from '../open-calls.ts'
import type { IncomingHttpHeaders } from 'node:http'

/** What a subscription knows of the socket it is asked for on. */
export interface SocketContext {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  readonly socket: Duplex
  /** Breaks the connection at once. */
  readonly cut: () => void
  /** Called when a subscription begins; answers what to call when it has ended. */
  readonly begun: () => () => void
}

interface Call {
  readonly ctx: SocketContext
  readonly signal: AbortSignal
}

type Invoke = (call: Omit<Call, 'ctx'> & { readonly ctx: object }) => Promise<unknown>

/** Asks for the next message once the last ones have left, so that what waits for a slow reader is counted where it is bounded. */
async function* paced(stream: AsyncIterable<unknown>, { ctx: { socket }, signal }: Call, over: () => void) {
  try {
    for await (const one of stream) {
      yield one
      if (socket.writableNeedDrain) await once(socket, 'drain', { signal }).catch(() => {})
    }
  } finally {
    over()
  }
}

/** The subscription as it is served on a socket: who asks is read from the database each time, and takes a place. */
function onSocket(procedure: AnyTRPCProcedure, services: Services, calls: OpenCalls): AnyTRPCProcedure {
  const invoke = procedure as unknown as Invoke
  const mounted = async (call: Call) => {
    const { id, headers, cut, begun } = call.ctx
    const ended = new AbortController()
    const over = () => ended.abort()
    const signal = AbortSignal.any([call.signal, ended.signal])
    const whenOver = (left: () => void) => {
      if (signal.aborted) left()
      else signal.addEventListener('abort', left, { once: true })
    }
    whenOver(begun())
    try {
      const caller = contextOf(services, await identify(services, headers), { id, signal })
      const open = calls.open({ headers, caller, cut, whenOver })
      const stream = await invoke({ ...call, signal, ctx: { ...caller, ...open } })
      return paced(stream as AsyncIterable<unknown>, { ...call, signal }, over)
    } catch (error) {
      over()
      throw error
    }
  }
  return Object.assign(mounted, procedure) as never
}

/** The subscriptions of a router and nothing else of it, to be called with a `SocketContext`. */
export function subscriptionsOf(router: AnyTRPCRouter, services: Services, calls: OpenCalls): AnyTRPCRouter {
  const all = Object.entries(router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>)
  const procedures = Object.fromEntries(
    all
      .filter(([, { _def: of }]) => of.type === 'subscription')
      .map(([path, procedure]) => [path, onSocket(procedure, services, calls)]),
  )
  return Object.assign(Object.create(Object.getPrototypeOf(router) as object) as AnyTRPCRouter, router, {
    _def: { ...router._def, procedures },
  })
}
