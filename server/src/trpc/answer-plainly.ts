import type { ProblemError } from '@tessera/plugin-api'
import { answerJson } from '@tessera/query'
import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  isTrackedEnvelope,
  type AnyTRPCProcedure,
  type AnyTRPCRouter,
} from '@trpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reportError } from '../http/log-unexpected.ts'
import { toProblemError } from '../http/problem-of.ts'
import { retryAfterOf } from '../http/retry-after.ts'
import type { CallerContext } from '../identity/caller.ts'
import type { Services } from '../services.ts'

interface Call {
  readonly path: string
  readonly input: unknown
}

type Query = Readonly<Record<string, unknown>>

const jsonOf = (text: unknown): unknown => (typeof text === 'string' ? JSON.parse(text) : undefined)

/** The calls of a request for queries alone that wants one JSON answer; null for all others. */
function plainCalls(request: FastifyRequest, path: string, router: AnyTRPCRouter): readonly Call[] | null {
  const { method, headers } = request
  const query = request.query as Query
  if (method !== 'GET' || headers['trpc-accept'] !== undefined || 'connectionParams' in query) return null
  const procedures = router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>
  const isBatch = query['batch'] === '1'
  const paths = isBatch ? path.split(',') : [path]
  const known = paths.every((name) => Object.hasOwn(procedures, name) && procedures[name]?._def.type === 'query')
  if (!known) return null
  try {
    const input = jsonOf(query['input'])
    return paths.map((name, index) => ({ path: name, input: isBatch ? Object(input)[index] : input }))
  } catch {
    return null
  }
}

const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || isTrackedEnvelope(value as never))

/**
 * Answers the commonest requests, queries by GET in one JSON text, as tRPC's adapter would, at half its cost: without web
 * requests and streams between. Answers false, with nothing done, where the adapter has to.
 */
export async function answerPlainly(
  services: Services,
  exchange: {
    readonly request: FastifyRequest
    readonly reply: FastifyReply
    readonly path: string
    readonly caller: Promise<CallerContext>
  },
  router: AnyTRPCRouter,
): Promise<boolean> {
  const { request, reply, path } = exchange
  const calls = plainCalls(request, path, router)
  if (!calls) return false
  // why: how a caller is refused is the adapter's to say
  const ctx = await exchange.caller.catch(() => null)
  if (!ctx) return false
  const { signal } = ctx
  const statuses = new Set<number>()
  const problems: ProblemError[] = []
  const answers = await Promise.all(
    calls.map(async (call, batchIndex) => {
      try {
        const getRawInput = async () => call.input
        const asked = { router, path: call.path, getRawInput, ctx, type: 'query' as const, signal, batchIndex }
        const data: unknown = await callTRPCProcedure(asked)
        if (isStream(data)) throw new TypeError(`'${call.path}' answers in parts; ask with httpBatchStreamLink`)
        statuses.add(200)
        return data === undefined ? '{"result":{}}' : `{"result":{"data":${answerJson(data)}}}`
      } catch (thrown) {
        const error = getTRPCErrorFromUnknown(thrown)
        reportError(services.log, error, `trpc ${call.path}`)
        const problem = toProblemError(error)
        problems.push(problem)
        statuses.add(problem.status)
        const { _config: config } = router._def
        const shape: unknown = getTRPCErrorShape({ config, error, ...call, type: 'query', ctx })
        return `{"error":${JSON.stringify(shape)}}`
      }
    }),
  )
  const retryAfter = retryAfterOf(problems)
  if (retryAfter !== null) void reply.header('retry-after', retryAfter)
  const [status = 200] = statuses
  const isBatch = (request.query as Query)['batch'] === '1'
  await reply
    .code(statuses.size > 1 ? 207 : status)
    .header('vary', 'trpc-accept')
    .type('application/json')
    .send(isBatch ? `[${answers.join()}]` : answers[0])
  return true
}
