import type { IncomingHttpHeaders } from 'node:http'
import { callerAddress } from '../http/caller-address.ts'

/** Header better-auth reads the caller's address from. The server alone sets it: what a caller sends is not passed on. */
export const addressHeader = 'x-tessera-address'

/** All better-auth is told of a request: the cookie, the program, the address. Never a host, an origin or a URL. */
export function authHeaders(request: { readonly headers: IncomingHttpHeaders; readonly ip?: string }): Headers {
  const { headers, ip } = request
  const told = new Headers()
  if (headers.cookie !== undefined) told.set('cookie', headers.cookie)
  if (headers['user-agent'] !== undefined) told.set('user-agent', headers['user-agent'].slice(0, 300))
  if (ip !== undefined) told.set(addressHeader, callerAddress({ ip }))
  return told
}
