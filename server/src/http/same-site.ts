import type { IncomingHttpHeaders } from 'node:http'
import { serverErrors } from '../errors.ts'

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that a page of another site made a browser send, with `cross_site`. Own are the origin the request is sent
 * to and that of TESSERA_URL. Callers with an API key and programs, which send neither `Sec-Fetch-Site` nor `Origin`, pass:
 * nobody's cookies are sent without their will there.
 */
export function assertSameSite(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  publicUrl: string | null,
): void {
  const { method, headers } = request
  if (reads.has(method) || headers.authorization !== undefined) return
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  if (site === undefined && headers.origin === undefined) return
  const origin = typeof headers.origin === 'string' && URL.canParse(headers.origin) ? new URL(headers.origin) : null
  if (!origin) throw serverErrors('cross_site', {})
  if (publicUrl !== null && new URL(publicUrl).origin === origin.origin) return
  // why: one of the two may name the default port of its scheme
  const asked = `${origin.protocol}//${headers.host ?? ''}`
  if (!URL.canParse(asked) || new URL(asked).host !== origin.host) throw serverErrors('cross_site', {})
}
