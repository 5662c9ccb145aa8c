import type { AnyTRPCRouter } from '@trpc/server'
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'
import { mostCalls, type countCalls } from '../http/count-calls.ts'
import { reportError } from '../http/log-unexpected.ts'
import { toProblemError } from '../http/problem-of.ts'
import { requestSignal } from '../http/request-signal.ts'
import { readCaller } from '../identity/caller.ts'
import type { Services } from '../services.ts'
import { answerPlainly } from './answer-plainly.ts'

/** Serves a router at `prefix`, batched and streamed. */
export function serveTrpc(
  fastify: FastifyInstance,
  services: Services,
  route: { readonly prefix: string; readonly router: AnyTRPCRouter; readonly count: ReturnType<typeof countCalls> },
): void {
  void fastify.register(async (scope) => {
    // tRPC reads the body itself
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, body: unknown) => body)
    scope.route<{ Params: { path: string } }>({
      method: ['GET', 'POST'],
      url: `${route.prefix}/:path`,
      onRequest: route.count,
      handler: async (req, res) => {
        const exchange = { request: req, reply: res, path: req.params.path }
        if (await answerPlainly(services, exchange, route.router)) return res
        await fastifyRequestHandler({
          req,
          res,
          path: req.params.path,
          router: route.router,
          maxBatchSize: mostCalls,
          createContext: () => readCaller(services, { headers: req.headers, signal: requestSignal(res) }),
          responseMeta: ({ errors }) =>
            errors.some((error) => toProblemError(error).status === 503) ? { headers: { 'retry-after': '1' } } : {},
          onError: ({ error, path }) => void reportError(services.log, error, `trpc ${path ?? ''}`),
        })
        return res
      },
    })
  })
}
