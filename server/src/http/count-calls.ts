import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'

/** Most calls one request may carry. */
export const mostCalls = 50

/**
 * Makes the hook that counts each call of a batch as a request of its address. It refuses with `too_many_calls`, and with
 * `rate_limited` like a request that comes alone.
 */
export function countCalls(
  fastify: FastifyInstance,
  requestsPerMinute: number,
): (request: FastifyRequest<{ Params: { path: string } }>, reply: FastifyReply) => Promise<void> {
  const count = fastify.createRateLimit()
  return async (request, reply) => {
    const { path } = request.params
    // why: tRPC would decode the path once more, and find commas where none were counted
    if (path.includes('%')) throw serverErrors('not_found', { method: request.method, path: request.url })
    const calls = path.split(',').length
    if (calls > mostCalls) throw serverErrors('too_many_calls', { most: mostCalls, given: calls })
    if (requestsPerMinute === 0) return
    // why: the request itself is counted where all are
    for (let call = 1; call < calls; call += 1) {
      const counted = await count(request)
      if (counted.isAllowed || !counted.isExceeded) continue
      const seconds = counted.ttlInSeconds
      void reply.header('retry-after', seconds)
      throw serverErrors('rate_limited', { seconds })
    }
  }
}
