import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '../config.ts'
import type { ProblemError } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'
import { problemDocument } from '../http/problem-of.ts'

/** Most bytes of address and headers together; cookies of a site and a question in an address fit. */
const headerBytes = 16 * 1024
/** Longest time a whole request may take to arrive: a full batch of events at 1.6 Mbit/s. */
const arrivalMs = 120_000
/** Longest time nothing moves on a connection that has a request, longer than any answer takes to begin. */
const silenceMs = 300_000

/** What a request that could not be read is told. */
function problemOf({ code = '', message }: NodeJS.ErrnoException) {
  if (code === 'HPE_HEADER_OVERFLOW') return serverErrors('headers_too_large', { kilobytes: headerBytes / 1024 })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return serverErrors('request_too_slow', {})
  return serverErrors('request_invalid', { reason: message })
}

function refuse(error: Error, socket: Socket): void {
  if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return void socket.destroy()
  say(socket, problemOf(error))
}

/** Says what is wrong to a connection that has no request one could answer, and ends it. */
function say(socket: Socket, problem: ProblemError): void {
  const document = problemDocument(problem)
  const body = JSON.stringify(document)
  const head = [
    `HTTP/1.1 ${document.status} ${document.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroySoon())
}

/**
 * Makes the HTTP server. Every wait on a connection has an end: an idle one is closed after TESSERA_KEEP_ALIVE_SECONDS, longer
 * than load balancers keep theirs; headers, bodies and readers that do not get on are cut off.
 */
export function makeServer(config: Pick<Config, 'keepAliveSeconds'>, listener?: RequestListener): Server {
  const keepAliveTimeout = config.keepAliveSeconds * 1000
  const headersTimeout = keepAliveTimeout + 5_000
  const options = {
    keepAliveTimeout,
    headersTimeout,
    requestTimeout: Math.max(arrivalMs, headersTimeout),
    connectionsCheckingInterval: 5_000,
    maxHeaderSize: headerBytes,
    // why: the front door refuses a request without one, in words
    requireHostHeader: false,
    // why: a request that asks for another protocol, as HTTP/2, goes on as it is
    shouldUpgradeCallback: ({ headers }: IncomingMessage) =>
      headers.upgrade?.toLowerCase() === 'websocket' && server.listenerCount('upgrade') > 0,
  }
  const server: Server = createServer(options, listener)
  server.setTimeout(silenceMs)
  server.on('connect', ({ method = '', url: path = '' }: IncomingMessage, socket: Socket) =>
    say(socket, serverErrors('not_a_proxy', { method, path: path.slice(0, 100) })),
  )
  server.on('checkExpectation', (request: IncomingMessage) => {
    say(request.socket, serverErrors('expectation_unknown', {}))
  })
  return server.on('clientError', refuse)
}
