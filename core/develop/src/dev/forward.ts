import { request as ask, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
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
  /** Lets go of what the server has not answered yet: streams would keep it from ending. */
  readonly letGo: () => void
}

/** Makes the way from the one port there is to the server behind it. */
export function forwardTo(server: () => RunningServer): Forward {
  const underWay = new Set<ClientRequest>()
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
  return {
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
