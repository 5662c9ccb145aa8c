import type { PluginStatus } from '@tessera/plugin-api/wire'
import { databaseErrors, type Condition } from '@tessera/database'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readCaller } from '../identity/caller.ts'
import { differingSecret } from '../secrets/note-secret.ts'
import type { Services } from '../services.ts'
import { requestSignal } from '../http/request-signal.ts'

/** Whether the process can do its work. */
export interface Readiness {
  readonly status: 'ready' | 'unavailable'
}

/** What admins are told besides, while the database answers: what became of each plugin, and what they should look after. */
export interface FullReadiness extends Readiness {
  readonly database: 'ok'
  readonly plugins: readonly PluginStatus[]
  readonly warnings: readonly string[]
}

/** Whether the process lives, and the embedded database with it. */
export interface Liveness {
  /** `recovering` heals by itself; `unavailable` may need a new start. */
  readonly status: 'ok' | 'recovering' | 'unavailable'
}

function liveness(database: Condition): Liveness {
  if (database === 'ok') return { status: 'ok' }
  return { status: database === 'failed' ? 'unavailable' : 'recovering' }
}

async function asksAsAdmin(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const { headers } = request
  if (headers.authorization === undefined && headers.cookie === undefined) return false
  // why: who is not recognized, for whatever reason, is a stranger here and is told as much as one
  const caller = await readCaller(services, { id: request.id, headers, signal: requestSignal(reply) }).catch(() => null)
  return caller?.scopes.has('admin') ?? false
}

/**
 * `/healthz`: the process lives; 503 where the embedded database does not open again. `/readyz`: it can answer; 503 while the database cannot be reached. Names and reasons are for
 * admins, signed in or by a key.
 */
export function serveHealth(fastify: FastifyInstance, services: Services, secret: string): void {
  const { database, registry } = services
  fastify.get('/healthz', async (_, reply): Promise<Liveness> => {
    const said = liveness(database.condition())
    void reply.code(said.status === 'unavailable' ? 503 : 200).header('cache-control', 'no-store')
    return said
  })
  fastify.get('/readyz', async (request, reply): Promise<Readiness | FullReadiness> => {
    if (!(await database.answers())) {
      void reply.code(503).header('retry-after', '1')
      // why: who asks cannot be known without the database
      return { status: 'unavailable' }
    }
    if (!(await asksAsAdmin(services, request, reply))) return { status: 'ready' }
    const differs = await differingSecret(database.owner, secret).catch(() => null)
    const full = database.condition() === 'disk_full' ? databaseErrors('disk_full', {}) : null
    const warnings = [...database.warnings, differs, full].flatMap((warning) => warning?.message ?? [])
    return { status: 'ready', database: 'ok', plugins: registry.statuses(), warnings }
  })
}
