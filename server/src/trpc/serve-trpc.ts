import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server'
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readBodiesAsText } from '../http/admission.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { mostCalls, type countCalls } from '../http/count-calls.ts'
import { depthCounter } from '../http/json-depth.ts'
import { reportError } from '../http/log-unexpected.ts'
import { toProblemError } from '../http/problem-of.ts'
import { requestSignal } from '../http/request-signal.ts'
import { retryAfterOf } from '../http/retry-after.ts'
import { assertExact } from '@tessera/plugin-api/server'
import { admitCallers } from '../identity/admit-callers.ts'
import { readCaller, type CallerContext } from '../identity/caller.ts'
import type { OpenCalls } from './open-calls.ts'
import type { Services } from '../services.ts'
import { answerPlainly } from './answer-plainly.ts'

interface PathParams {
  readonly path: string
}

/** Refuses an input in the address that is nested too deep to be read, or would be read as something else. */
function assertReadable(query: unknown): void {
  for (const input of [(Object(query) as Readonly<Record<string, unknown>>)['input']].flat()) {
    if (typeof input !== 'string') continue
    depthCounter(bodyLimits.document.levels)(Buffer.from(input))
    assertExact(input)
  }
}

/** Takes a place for a subscription until its connection ends. What is wrong with the caller is the adapter's to say. */
async function openFor(
  calls: OpenCalls,
  {
    request: req,
    reply: res,
    caller,
  }: { request: FastifyRequest; reply: FastifyReply; caller: Promise<CallerContext> },
) {
  const known = await caller.catch(() => null)
  // why: a compressor for each stream that stays open would be most of what it costs
  req.headers['x-no-compression'] = 'true'
  if (!known) return {}
  const whenOver = (over: () => void) => void res.raw.once('close', over)
  return calls.open({ headers: req.headers, caller: known, cut: () => res.raw.destroy(), whenOver })
}

/** Serves a router at `prefix`, batched and streamed. */
export function serveTrpc(
  fastify: FastifyInstance,
  services: Services,
  route: {
    readonly prefix: string
    readonly router: AnyTRPCRouter
    readonly count: ReturnType<typeof countCalls>
    readonly calls: OpenCalls
  },
): void {
  void fastify.register(async (scope) => {
    const procedures = route.router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>
    const called = ({ params, query }: FastifyRequest) => {
      const { path } = params as PathParams
      const names = Object(query)['batch'] === '1' ? path.split(',') : [path]
      return names.flatMap((name) => (Object.hasOwn(procedures, name) ? (procedures[name] ?? []) : []))
    }
    readBodiesAsText(scope)
    scope.route<{ Params: PathParams }>({
      method: ['GET', 'POST'],
      url: `${route.prefix}/:path`,
      onRequest: route.count,
      config: { admission: admitCallers(services, called) },
      // why: the answers of tRPC have no length that could be told without them
      exposeHeadRoute: false,
      handler: async (req, res) => {
        assertReadable(req.query)
        const caller = readCaller(services, { id: req.id, headers: req.headers, signal: requestSignal(res) })
        // why: whoever reads it first may do so later than it is refused
        caller.catch(() => {})
        const exchange = { request: req, reply: res, path: req.params.path, caller }
        if (await answerPlainly(services, exchange, route.router)) return res
        const isOpen = called(req).some(({ _def: { type } }) => type === 'subscription')
        const open = isOpen ? await openFor(route.calls, exchange) : {}
        await fastifyRequestHandler({
          req,
          res,
          path: req.params.path,
          router: route.router,
          maxBatchSize: mostCalls,
          createContext: async () => ({ ...(await caller), ...open }),
          responseMeta: ({ errors }) => {
            const retryAfter = retryAfterOf(errors.map(toProblemError))
            return retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }
          },
          onError: ({ error, path }) => void reportError(services.log, error, `trpc ${path ?? ''}`),
        })
        return res
      },
    })
  })
}
