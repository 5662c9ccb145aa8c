import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { serverErrors } from '../errors.ts'
import { assertSameSite } from './same-site.ts'
import { callerAddress } from './caller-address.ts'
import { frontDoor } from './front-door.ts'
import { knownHosts } from './known-hosts.ts'

/** Requests one address may make per minute to sign-in. */
export const rates = { signIn: 30 }

const uncounted: ReadonlySet<string> = new Set(['/healthz', '/readyz'])

/**
 * A file that pages are made of, of those there are: each has a route. A page is dozens of them, and an office opens its dashboards from
 * one address at the same time.
 */
const isPartOfPage = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/assets/') ?? false

/** The front door, headers, no storing of answers, compression, rate limits and the refusal of writes sent by other sites. */
export async function secure(fastify: FastifyInstance, config: Config): Promise<void> {
  const { publicUrl, requestsPerMinute } = config
  const https = publicUrl?.startsWith('https:') ?? false
  fastify.addHook('onRequest', async (_, reply) => {
    // why: every answer may be somebody's own; what is everybody's says so itself
    void reply.header('cache-control', 'no-store')
  })
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // styles are written at run time by the components; scripts never are
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    hsts: https,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
  })
  const refusal = frontDoor(knownHosts(config))
  fastify.addHook('onRequest', async (request) => {
    const refused = refusal(request.raw)
    if (refused) throw refused
  })
  await fastify.register(compress, {
    threshold: 1024,
    // why: bodies are unpacked where their size is watched
    globalDecompression: false,
    // why: parts of a streamed answer must leave at once, not when the compressor's buffer is full
    zlibOptions: { level: 6, flush: constants.Z_SYNC_FLUSH },
    brotliOptions: {
      flush: constants.BROTLI_OPERATION_FLUSH,
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    },
  })
  await fastify.register(rateLimit, {
    global: requestsPerMinute > 0,
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: callerAddress,
    enableDraftSpec: true,
    allowList: (request) => uncounted.has(request.url) || isPartOfPage(request),
    errorResponseBuilder: (_, context) => serverErrors('rate_limited', { seconds: Math.ceil(context.ttl / 1000) }),
  })
  fastify.addHook('onRequest', async (request) => {
    assertSameSite(request, publicUrl)
  })
}
