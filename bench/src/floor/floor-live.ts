import type { FastifyInstance } from 'fastify'
import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { tenantOf } from './token.ts'

export const floorChannel = 'bench_live'

/** A change as it is told to the floor. */
export interface FloorChange {
  readonly tenantId: string
  readonly id: string
}

/** Streams that write what NOTIFY brings to everybody in the tenant: nobody is judged again, nothing is bounded or caught up with. */
export function serveFloorLive(fastify: FastifyInstance, connectionString: string | undefined): void {
  const streams = new Map<string, Set<ServerResponse>>()
  const listen = async () => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    client.on('notification', ({ payload = '' }) => {
      const { tenantId, id } = JSON.parse(payload) as FloorChange
      for (const stream of streams.get(tenantId) ?? []) stream.write(`data: {}\nid: ${id}\n\n`)
    })
    await client.query(`listen ${floorChannel}`)
  }
  // why: the other cases are measured without this connection
  let listening: Promise<void> | null = null
  fastify.get('/live', async ({ headers }, reply) => {
    const tenantId = tenantOf(headers.authorization)
    await (listening ??= listen())
    reply.hijack()
    const ofTenant = streams.get(tenantId) ?? new Set()
    streams.set(tenantId, ofTenant.add(reply.raw))
    reply.raw.once('close', () => ofTenant.delete(reply.raw))
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write('data: {}\nid: -\n\n')
  })
}
