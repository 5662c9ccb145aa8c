import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const notPages = /^\/(api|trpc|docs|redoc|openapi\.json|healthz|readyz)(\/|$|\?)/
const year = 365 * 24 * 60 * 60

const unbuilt = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tessera</title></head><body>
<p>The pages of this server are not built. Run <code>npx pnpm start</code>, which builds them. The API works: <a href="/docs">/docs</a>.</p></body></html>`

/** Browsers ask for HTML; plain clients ask for anything, which is a page unless the path names a file. */
function wantsPage({ method, headers, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const accept = headers.accept ?? '*/*'
  return accept.includes('text/html') || (accept === '*/*' && !/\.\w+($|\?)/.test(url))
}

/**
 * Serves the built pages of the host. Answers a function for unknown paths: the start page for browsers that ask for a
 * page, null for everything else.
 */
export function serveHost(
  fastify: FastifyInstance,
  dist: string | null,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null {
  const built = dist !== null && existsSync(join(dist, 'index.html'))
  if (built) {
    void fastify.register(fastifyStatic, {
      root: dist,
      index: false,
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.includes('/assets/')
        void reply.header('cache-control', hashed ? `public, max-age=${year}, immutable` : 'no-cache')
      },
    })
  }
  return (request, reply) => {
    if (!wantsPage(request) || notPages.test(request.url)) return null
    void reply.header('cache-control', 'no-cache')
    if (!built) return reply.code(503).type('text/html; charset=utf-8').send(unbuilt)
    return reply.code(200).sendFile('index.html')
  }
}
