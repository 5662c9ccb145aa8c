import { secondsOf } from '@tessera/plugin-api'
import type { HttpRequest } from '@tessera/plugin-api/server'
import { httpErrors } from './errors.ts'
import type { SentRequest } from './transport.ts'

/** A request with all that was left out. */
export interface Prepared {
  readonly sent: SentRequest
  readonly timeoutMs: number
  readonly retries: number
  readonly isRepeatable: boolean
  readonly maxBytes: number
}

const megabyte = 1024 * 1024
const ownHeaders = /^(host|connection|content-length|transfer-encoding|upgrade|te|trailer|keep-alive|proxy-.*)$/i

/** An address as logs and errors may have it: without the values of its query. */
export function shownUrl(url: URL): string {
  const names = [...new Set(url.searchParams.keys())]
  return `${url.protocol}//${url.host}${url.pathname}${names.length === 0 ? '' : `?${names.join('&')}`}`
}

function read(url: string | URL): URL {
  try {
    return new URL(url)
  } catch {
    throw httpErrors('http_request_wrong', {
      url: 'an address',
      reason: 'it is no whole address; write https://host/path',
    })
  }
}

/** Refuses what is no address to send to. */
export function assertSendable(url: URL): void {
  const wrong = (reason: string) => httpErrors('http_request_wrong', { url: shownUrl(url), reason })
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('only https and http are spoken')
  if (url.username !== '' || url.password !== '') throw wrong('put name and password into a header, not the address')
}

/** Reads a request. Refuses `http_request_wrong`. */
export function prepare(address: string | URL, request: HttpRequest): Prepared {
  const url = read(address)
  assertSendable(url)
  const wrong = (reason: string) => httpErrors('http_request_wrong', { url: shownUrl(url), reason })
  const { method = 'GET', timeout = '30s', retries = 3, json, maxBytes = 10 * megabyte } = request
  const seconds = secondsOf(timeout)
  if (!(seconds > 0 && seconds <= 600)) throw wrong(`its timeout '${timeout}' is none; write 30s or 5m, 10m at most`)
  if (!(Number.isInteger(retries) && retries >= 0 && retries <= 10))
    throw wrong('its retries are no number from 0 to 10')
  if (!(maxBytes > 0 && maxBytes <= 100 * megabyte)) throw wrong('its maxBytes are not between 1 and 100 MB')
  const own = Object.keys(request.headers ?? {}).find((name) => ownHeaders.test(name))
  if (own !== undefined) throw wrong(`the header '${own}' is written by the client itself`)
  let headers: Headers
  try {
    headers = new Headers(request.headers)
  } catch (error) {
    throw wrong((error as Error).message)
  }
  if (!headers.has('user-agent')) headers.set('user-agent', 'Tessera')
  let body = request.body ?? null
  if (json !== undefined) {
    body = JSON.stringify(json)
    if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  } else if (body instanceof URLSearchParams) {
    body = body.toString()
    if (!headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded')
  }
  if (body !== null && (method === 'GET' || method === 'HEAD')) throw wrong(`a ${method} has no body`)
  return {
    sent: { url, method, headers, body },
    timeoutMs: seconds * 1000,
    retries,
    isRepeatable: request.repeatable ?? (method !== 'POST' && method !== 'PATCH'),
    maxBytes,
  }
}
