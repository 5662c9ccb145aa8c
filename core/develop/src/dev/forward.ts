import { request as ask, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { pipeline, type Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem } from '@tessera/plugin-api/wire'
import type { RunningServer } from './keep-running.ts'

/** Addresses that the server answers; all others are pages and what they are made of. */
const ofServer = /^(\/t\/[^/]+)?\/(api|trpc|docs|redoc|openapi\.json|healthz|readyz)(\/|$|\?)/

/** How long an answer may take once the server is asked to end. */
const graceMs = 500

/** Hands requests on to the server that runs now. */
export interface Forward {
  /** Whether the request is for the server. Then it is answered, however long the server needs to start. */
  readonly take: (request: IncomingMessage, response: ServerResponse) => boolean
  /** The same for a request to speak another protocol: WebSockets of the server. */
  readonly takeUpgrade: (request: IncomingMessage, socket: Duplex) => boolean
  /** Lets go of what the server has not answered yet: streams would keep it from ending. */
  readonly letGo: () => void
}

/** Makes the way from the one port there is to the server behind it. */
export function forwardTo(server: () => RunningServer): Forward {
  const underWay = new Set<ClientRequest | Duplex>()
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = await server().address()
    if (response.destroyed) return
    if (address === null) return refuse(response, server().lastWords())
    const { hostname, port } = new URL(address)
    const { method, url, headers } = request
    const asked = ask({ hostname, port, method, path: url, headers, agent: false })
    underWay.add(asked)
    asked.on('close', () => underWay.delete(asked))
    asked.on('error', () => (response.headersSent ? response.destroy() : refuse(response, 'the server went away')))
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      pipeline(answer, response, () => asked.destroy())
    })
    response.on('close', () => asked.destroy())
    request.pipe(asked)
  }
  const upgrade = async (request: IncomingMessage, socket: Duplex): Promise<void> => {
    const address = await server().address()
    if (address === null) return void socket.destroy()
    const { hostname, port } = new URL(address)
    const behind = connect(Number(port), hostname)
    underWay.add(behind)
    const names = request.rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')
    behind.write(`${request.method} ${request.url} HTTP/1.1\r\n${names}\r\n`)
    pipeline(socket, behind, () => socket.destroy())
    pipeline(behind, socket, () => underWay.delete(behind))
  }
  return {
    takeUpgrade: (request, socket) => {
      if (!ofServer.test(request.url ?? '')) return false
      void upgrade(request, socket).catch(() => socket.destroy())
      return true
    },
    take: (request, response) => {
      if (!ofServer.test(request.url ?? '')) return false
      void forward(request, response).catch(() => response.destroy())
      return true
    },
    letGo: () => {
      const left = [...underWay]
      void sleep(graceMs, undefined, { ref: false }).then(() => left.forEach((asked) => asked.destroy()))
    },
  }
}

function refuse(response: ServerResponse, lastWords: string): void {
  const problem: Problem = {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'server_not_running',
    detail: `the server does not run; mend what it says, and it starts again: ${lastWords}`,
  }
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' })
  response.end(JSON.stringify(problem))
}
