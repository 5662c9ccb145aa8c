import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { readBody } from '../http/read-body.ts'
import { requestSignal } from '../http/request-signal.ts'
import { readIdentity } from '../identity/caller.ts'
import type { Services } from '../services.ts'
import { eventsPath } from '../rest/events-path.ts'
import { assertScope, tenantOf } from '../trpc/procedures.ts'

/** A body that has its place among those that wait. */
interface Admitted {
  readonly tenantId: string
  readonly body: Buffer
  readonly leave: () => void
}

const { batch } = bodyLimits
const readingMs = 60_000

/** How many bytes a request announces; the most there may be where that does not say how many come out. */
function bytesOf({ headers }: FastifyRequest): number {
  return headers['content-encoding'] === undefined ? Number(headers['content-length'] ?? batch.bytes) : batch.bytes
}

/**
 * Serves the door of events. Who may not post, or has too much waiting already, is told so before the body is read; the body is
 * kept as bytes until it is its turn.
 */
export function serveEvents(fastify: FastifyInstance, services: Services): void {
  const { ingestor } = services

  const mayPost = async ({ headers }: FastifyRequest): Promise<string> => {
    const caller = await readIdentity(services, headers)
    const { id } = tenantOf(caller)
    assertScope(caller, 'events:write')
    return id
  }

  const admit = async (request: FastifyRequest): Promise<Admitted> => {
    const tenantId = await mayPost(request)
    const { leave } = ingestor.admit(tenantId, bytesOf(request))
    // why: room that is taken and not used would keep out others
    const impatient = setTimeout(() => request.raw.destroy(), readingMs)
    try {
      return { tenantId, leave, body: await readBody(request.raw, batch) }
    } catch (error) {
      leave()
      throw error
    } finally {
      clearTimeout(impatient)
    }
  }

  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', async (request: FastifyRequest) => admit(request))
    scope.post<{ Body: Admitted | undefined }>(eventsPath, async (request, reply) => {
      const { body: admitted } = request
      if (!admitted) await mayPost(request)
      if (!admitted?.body.length) {
        admitted?.leave()
        throw serverErrors('body_missing', {})
      }
      const { tenantId, body, leave } = admitted
      try {
        return await ingestor.ingestBody(tenantId, body, requestSignal(reply))
      } finally {
        leave()
      }
    })
  })
}
