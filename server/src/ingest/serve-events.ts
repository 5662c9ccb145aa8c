import { pluginErrors } from '@tessera/plugin-api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'
import { requestSignal } from '../http/request-signal.ts'
import { readCaller } from '../identity/caller.ts'
import type { Services } from '../services.ts'
import type { Place } from './admission.ts'
import { largestBody } from './ingestor.ts'

interface Admitted extends Place {
  readonly tenantId: string
  readonly signal: AbortSignal
}

/** Path events are posted to. */
export const eventsPath = '/api/v1/events'

const readingMs = 60_000

/** How many bytes a request announces; the most there may be where that does not say how many come out. */
function bytesOf({ headers }: FastifyRequest): number {
  const length = Number(headers['content-length'] ?? largestBody)
  return headers['content-encoding'] === undefined ? length : largestBody
}

/**
 * Serves the door of events. Who may not post, or has too much waiting already, is told so before the body is read; the body is
 * kept as bytes until it is its turn.
 */
export function serveEvents(fastify: FastifyInstance, services: Services): void {
  const { ingestor } = services
  const admitted = new WeakMap<FastifyRequest, Admitted>()

  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const signal = requestSignal(reply)
    const { tenant, user, scopes } = await readCaller(services, { headers: request.headers, signal })
    if (!tenant) throw user ? serverErrors('no_tenant', {}) : pluginErrors('signed_out', {})
    if (!scopes.has('events:write')) throw pluginErrors('scope_missing', { scope: 'events:write' })
    const bytes = bytesOf(request)
    if (bytes > largestBody) throw serverErrors('body_too_large', { megabytes: largestBody / 1024 / 1024 })
    const place = ingestor.admit(tenant.id, bytes)
    reply.raw.once('close', place.leave)
    admitted.set(request, { ...place, tenantId: tenant.id, signal })
    // why: room that is taken and not used would keep out others
    const impatient = setTimeout(() => request.raw.destroy(), readingMs)
    request.raw.once('close', () => clearTimeout(impatient))
    request.raw.once('end', () => clearTimeout(impatient))
  }

  void fastify.register(async (scope) => {
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: largestBody },
      async (_: unknown, body: unknown) => body,
    )
    scope.route({
      method: 'POST',
      url: eventsPath,
      bodyLimit: largestBody,
      onRequest: admit,
      handler: async (request, reply) => {
        const { tenantId, signal, leave } = admitted.get(request) ?? {}
        const { body } = request
        if (!tenantId || !signal) throw pluginErrors('signed_out', {})
        try {
          if (!Buffer.isBuffer(body) || body.length === 0) throw serverErrors('body_missing', {})
          return await ingestor.ingestBody(tenantId, body, signal)
        } finally {
          leave?.()
        }
      },
    })
  })
}
