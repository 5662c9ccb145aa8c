import { randomUUID } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import { noteWebReport } from '@tessera/registry'
import Fastify, { type FastifyInstance } from 'fastify'
import { layDemo } from '../demo/lay-demo.ts'
import { readBodies } from '../http/admission.ts'
import { countCalls } from '../http/count-calls.ts'
import { assertOwnBasePath, basePathOf, withoutBasePath } from '../http/base-path.ts'
import { withoutTenant } from '../http/named-tenant.ts'
import { pageSubjects } from '../http/page-subjects.ts'
import { replyToUnreadable, replyWithProblems } from '../http/problem-replies.ts'
import { trustProxyOption } from '../trusted-proxies.ts'
import { secure } from '../http/security.ts'
import { serveHealth } from '../health/serve-health.ts'
import { serveHost } from '../http/serve-host.ts'
import { serveSignIn } from '../identity/serve-sign-in.ts'
import { serveDocs } from '../rest/serve-docs.ts'
import { endpointsOf, serveEndpoint } from '../rest/serve-rest.ts'
import { settlePaths } from '../trpc/settle-paths.ts'
import { noteSecret } from '../secrets/note-secret.ts'
import { readSecret } from '../secrets/read-secret.ts'
import { serveEvents } from '../ingest/serve-events.ts'
import { serveRecords } from '../records/serve-records.ts'
import { eventsPath } from '../rest/events-path.ts'
import { recordsPath } from '../rest/records-path.ts'
import { identify } from '../identity/caller.ts'
import { liveLimits, livePlaces } from '../trpc/live-places.ts'
import { openCalls, type OpenCalls } from '../trpc/open-calls.ts'
import type { Services } from '../services.ts'
import { drain } from './drain.ts'
import { makeServer } from './make-server.ts'
import { openServices, type OpenOptions } from './open-services.ts'
import { createAppRouter } from '../trpc/app-router.ts'
import { serveWebhooks } from '../webhooks/serve-webhooks.ts'
import { serveTrpc } from '../trpc/serve-trpc.ts'
import { serveSockets } from '../trpc/socket/serve-sockets.ts'

export interface AppOptions extends OpenOptions {
  /** Server that listens already; requests reach the app once it is ready. */
  readonly server?: Server
  /** Folder of the built host once it is there, null for none. */
  readonly host?: Promise<string | null>
  /** Demo rows beside those of the first dashboard are laid while people use the app; before it answers when left out. */
  readonly demoAside?: boolean
}

/** A started process. */
export interface App {
  readonly fastify: FastifyInstance
  readonly services: Services
  /** Resolves when all demo data is there, or given up; tells whether some was laid after the app had begun to answer. */
  readonly rest: Promise<boolean>
  /** Stops accepting, lets running requests end, disposes of the plugins, closes the database. */
  readonly close: () => Promise<void>
}

async function buildFastify(
  services: Services,
  options: AppOptions & { readonly calls: OpenCalls },
  server: Server,
): Promise<FastifyInstance> {
  const { config, log } = options
  const basePath = basePathOf(config.publicUrl)
  const strip = withoutBasePath(basePath)
  let listener: RequestListener = () => {}
  const fastify = Fastify({
    serverFactory: (handler) => {
      listener = handler
      return server
    },
    trustProxy: trustProxyOption(config.trustProxy),
    // why: the server answers what cannot be read itself, before the app is there too
    clientErrorHandler: () => {},
    frameworkErrors: replyToUnreadable,
    // why: lines of several servers stand in one log
    genReqId: () => randomUUID(),
    rewriteUrl: ({ url, headers }) => withoutTenant(strip(url), headers),
    routerOptions: { maxParamLength: 8000, ignoreTrailingSlash: true },
  })
  assertOwnBasePath(fastify, basePath)
  await secure(fastify, config)
  readBodies(fastify)
  const pages = (await options.host) ?? null
  if (pages !== null) noteWebReport(services.registry, pages)
  replyWithProblems(
    fastify,
    log,
    serveHost(fastify, { dist: pages, basePath, exists: pageSubjects(services.registry) }),
  )
  const router = createAppRouter(services)
  serveHealth(fastify, services, readSecret(config.secret, config.dataDir))
  serveSignIn(fastify, services, config)
  const count = countCalls(fastify, config.requestsPerMinute)
  const { calls } = options
  const prefixes = ['/trpc', '/api/trpc']
  for (const prefix of prefixes) serveTrpc(fastify, services, { prefix, router, count, calls })
  serveSockets(fastify, services, { server, config, prefixes, router, calls })
  serveEvents(fastify, services)
  serveRecords(fastify, services)
  serveWebhooks(fastify, services)
  for (const endpoint of endpointsOf(router)) {
    const { path, method } = endpoint.openapi
    // why: these read their bodies themselves
    if (path === eventsPath || (path === recordsPath && method === 'PUT')) continue
    try {
      serveEndpoint(fastify, services, { router, endpoint })
    } catch (error) {
      if (endpoint.plugin === null) throw error
      services.registry.degrade(endpoint.plugin, 'routes', error)
    }
  }
  // why: what writes the description takes a tenth of the memory of a server that nobody asks for it
  serveDocs(fastify, basePath, async () => {
    const { openapiDocument } = await import('../rest/openapi-document.ts')
    return openapiDocument(router, services.registry, basePath)
  })
  await fastify.ready()
  server.removeAllListeners('request')
  server.on('request', listener)
  return fastify
}

/** Starts everything: database, plugins, demo data, HTTP. When it resolves, the app answers. */
export async function createApp(options: AppOptions): Promise<App> {
  const services = await openServices(options)
  const { config, log, leaving } = options
  const closing = new AbortController()
  const ending = AbortSignal.any([closing.signal, ...(leaving ? [leaving] : [])])
  try {
    leaving?.throwIfAborted()
    settlePaths(services)
    const differs = await noteSecret(services.database.owner, readSecret(config.secret, config.dataDir))
    for (const warning of [...services.database.warnings, ...(differs ? [differs] : [])]) {
      log.warn({ code: warning.code }, warning.message)
    }
    const { rest } = await layDemo(services, { leaving: ending, aside: options.demoAside ?? false })
    leaving?.throwIfAborted()
    services.projections.start()
    const keep = async () => {
      // why: what is kept of rows would be made anew with each part that comes; pages and figures do not wait for it
      await rest
      if (ending.aborted) return
      services.rollupKeeper.start()
      await services.jobs.start()
    }
    void keep()
    const server = options.server ?? makeServer(options.config)
    const calls = openCalls({
      places: livePlaces(liveLimits(config.liveConnections)),
      identify: (headers) => identify(services, headers),
    })
    const fastify = await buildFastify(services, { ...options, calls }, server)
    const close = async () => {
      closing.abort(new Error('the server ends'))
      calls.close()
      await drain(server)
      await rest
      await fastify.close()
      await services.close()
    }
    return { fastify, services, rest, close }
  } catch (error) {
    closing.abort(error)
    await services.close()
    throw error
  }
}
