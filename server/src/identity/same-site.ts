import type { IncomingHttpHeaders } from 'node:http'
import { serverErrors } from '../errors.ts'

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that a page of another site made a browser send, with `cross_site`. Callers with an API key and
 * programs, which send neither `Sec-Fetch-Site` nor `Origin`, pass: nobody's cookies are sent without their will there.
 */
export function assertSameSite(request: {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly host: string
}): void {
  const { method, headers, host } = request
  if (reads.has(method) || headers.authorization !== undefined) return
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  if (site === undefined && headers.origin === undefined) return
  const origin = typeof headers.origin === 'string' && URL.canParse(headers.origin) ? new URL(headers.origin) : null
  // why: one of the two may name the default port of its scheme
  const own = origin && URL.canParse(`${origin.protocol}//${host}`) ? new URL(`${origin.protocol}//${host}`) : null
  if (!own || own.host !== origin?.host) throw serverErrors('cross_site', {})
}
