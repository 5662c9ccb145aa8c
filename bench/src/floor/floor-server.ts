import { initTRPC } from '@trpc/server'
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import Fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { panels } from '../questions/panels.ts'
import { questions } from '../questions/questions.ts'
import { serveFloorLive } from './floor-live.ts'
import { tenantOf } from './token.ts'

/**
 * What remains when everything but the transport is taken away: Fastify, tRPC, a signed token, an input checked by Zod, a
 * statement by hand over tables kept for it, and a Map as cache. No registry, no rights, no calendar, no invalidation.
 */
const trpc = initTRPC.context<{ readonly tenantId: string }>().create()
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 })
const byName = new Map([...questions, ...panels].map((one) => [one.name, one]))
const cache = new Map<string, unknown>()
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const input = z.strictObject({ panel: z.string(), from: day, to: day, cached: z.boolean() })

async function read(tenantId: string, asked: z.infer<typeof input>): Promise<unknown> {
  const panel = byName.get(asked.panel)
  if (!panel) throw new Error(`there is no panel '${asked.panel}'`)
  const { text, values } = panel.hand(tenantId, asked)
  const { rows } = await pool.query({ name: panel.name, text, values: [...values], rowMode: 'array' })
  return { rows }
}

const router = trpc.router({
  panel: trpc.procedure.input(input).query(async ({ ctx, input: asked }) => {
    if (!asked.cached) return read(ctx.tenantId, asked)
    const key = `${ctx.tenantId} ${asked.panel} ${asked.from} ${asked.to}`
    const found = cache.get(key)
    if (found) return found
    const answer = await read(ctx.tenantId, asked)
    cache.set(key, answer)
    return answer
  }),
})

const fastify = Fastify({ routerOptions: { maxParamLength: 8000 } })
await fastify.register(fastifyTRPCPlugin, {
  prefix: '/trpc',
  trpcOptions: {
    router,
    createContext: ({ req }: { req: { headers: { authorization?: string | undefined } } }) => ({
      tenantId: tenantOf(req.headers.authorization),
    }),
  },
})
serveFloorLive(fastify, process.env['DATABASE_URL'])
const address = await fastify.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`Ready: ${address}\n`)
