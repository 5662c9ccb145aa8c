import type { RequestListener } from 'node:http'
import { serverErrors } from '../errors.ts'
import { problemDocument } from '../http/problem-of.ts'

const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Tessera</title></head>' +
  '<body><p>Tessera is starting. This page reloads by itself.</p></body></html>'

/** Answers requests until the app is ready: alive, but not ready. */
export const whileStarting: RequestListener = (request, response) => {
  if (request.url === '/healthz') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
  } else if (request.url !== '/readyz' && request.headers.accept?.includes('text/html')) {
    response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2' }).end(page)
  } else {
    const body = JSON.stringify(problemDocument(serverErrors('starting', {})))
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' }).end(body)
  }
}
