import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

const forPrograms = /^\/(api|trpc|docs|redoc|openapi\.json|healthz|readyz)(\/|$|\?)/
const year = 365 * 24 * 60 * 60

/** Written by the build beside its pages: the addresses they lie at, in the words of the router. */
const pageList = 'tessera-pages.json'
// why: the start page goes out at the addresses of pages only, and reports are for the server alone
const unserved = ['index.html', pageList, 'tessera-plugins.json']

const unbuilt = (
  basePath: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tessera</title></head><body>
<p>The pages of this server are not built. Run <code>npx pnpm start</code>, which builds them. The API works: <a href="${basePath}/docs">/docs</a>.</p></body></html>`

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

/** What the address of a page names, by the names in its path. */
export type PageSubjects = Readonly<Record<string, string>>

export interface HostOptions {
  /** Folder of the built pages, null when there are none. */
  readonly dist: string | null
  /** The path below which people reach the server. */
  readonly basePath: string
  /** Whether there is what an address names: the dashboard, the metric, the plugin. */
  readonly exists: (subjects: PageSubjects) => boolean
}

/** Answers a request nothing else answers with a page; null when a program asks. */
export type AnswerWithPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null

/** The start page as the build left it, with what it loads below the base path, and that path for its router. */
function startPage(dist: string, basePath: string): string {
  const built = readFileSync(join(dist, 'index.html'), 'utf8')
  const placed = built.replaceAll(/ (src|href)="\.\//g, ` $1="${basePath}/`)
  return placed.replace('</title>', `</title><meta name="tessera-base" content="${basePath}">`)
}

type SendPage = (reply: FastifyReply, status: 200 | 404) => FastifyReply

function servePages(fastify: FastifyInstance, host: HostOptions & { readonly dist: string }): SendPage {
  const { dist, exists, basePath } = host
  void fastify.register(fastifyStatic, {
    root: dist,
    index: false,
    wildcard: false,
    cacheControl: false,
    globIgnore: unserved,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/')
      void reply.header('cache-control', hashed ? `public, max-age=${year}, immutable` : 'no-cache')
    },
  })
  const page = startPage(dist, basePath)
  const sendPage: SendPage = (reply, status) =>
    reply.code(status).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
  const paths = z.array(z.string()).parse(JSON.parse(readFileSync(join(dist, pageList), 'utf8')))
  for (const url of paths) {
    fastify.get<{ Params: PageSubjects }>(url, async (request, reply) => {
      const accepts = /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*')
      // why: one slash at the end is let pass; the router of the page knows no address with two in a row
      const isProper = !request.url.split('?', 1)[0]?.includes('//')
      return accepts && isProper && exists(request.params) ? sendPage(reply, 200) : reply.callNotFound()
    })
  }
  return sendPage
}

/** Serves the built pages of the host at their addresses, and answers what to do with all others: the page says it is not there. */
export function serveHost(fastify: FastifyInstance, host: HostOptions): AnswerWithPage {
  const { dist, basePath } = host
  const built = dist !== null && [pageList, 'index.html'].every((file) => existsSync(join(dist, file)))
  const sendPage = built ? servePages(fastify, { ...host, dist }) : null
  return (request, reply) => {
    const asksForPage = isRead(request.method) && request.headers.accept?.includes('text/html')
    if (!asksForPage || forPrograms.test(request.url)) return null
    if (sendPage) return sendPage(reply, 404)
    return reply.code(503).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(unbuilt(basePath))
  }
}
