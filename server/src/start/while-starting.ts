import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { ProblemError } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'
import { withoutBasePath } from '../http/base-path.ts'
import { problemDocument } from '../http/problem-of.ts'

const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Tessera</title></head>' +
  '<body><p>Tessera is starting. This page reloads by itself.</p></body></html>'

function send(response: ServerResponse, problem: ProblemError): void {
  const later = problem.status === 503 ? { 'retry-after': '2' } : {}
  response
    .writeHead(problem.status, { 'content-type': 'application/problem+json', ...later })
    .end(JSON.stringify(problemDocument(problem)))
}

/** Answers requests until the app is ready: alive, but not ready. */
export function whileStarting(
  refusal: (request: IncomingMessage) => ProblemError | null,
  basePath = '',
): RequestListener {
  const strip = withoutBasePath(basePath)
  return (request, response) => {
    const url = strip(request.url)
    const refused = refusal(request)
    if (refused) {
      send(response, refused)
    } else if (url === '/healthz') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    } else if (url !== '/readyz' && request.headers.accept?.includes('text/html')) {
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2' }).end(page)
    } else {
      send(response, serverErrors('starting', {}))
    }
  }
}
