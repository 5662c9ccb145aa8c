import type { PluginStatus } from '@tessera/plugin-api/wire'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Services } from '../services.ts'

/** Whether the process can do its work, and what became of each plugin. */
export interface Readiness {
  readonly status: 'ready' | 'unavailable'
  readonly database: 'ok' | 'unreachable'
  readonly plugins: readonly PluginStatus[]
}

/** `/healthz`: the process lives. `/readyz`: it can answer; 503 while the database cannot be reached. */
export function serveHealth(fastify: FastifyInstance, services: Services): void {
  fastify.get('/healthz', async () => ({ status: 'ok' }))
  fastify.get('/readyz', async (_, reply): Promise<Readiness> => {
    const database = await sql`select 1`.execute(services.database.owner).then(
      () => 'ok' as const,
      () => 'unreachable' as const,
    )
    const status = database === 'ok' ? 'ready' : 'unavailable'
    void reply.code(database === 'ok' ? 200 : 503).header('cache-control', 'no-store')
    return { status, database, plugins: services.registry.statuses() }
  })
}
