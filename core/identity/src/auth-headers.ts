/** Header better-auth reads the caller's address from. The server alone sets it: what a caller sends is not passed on. */
export const addressHeader = 'x-tessera-address'

/** What a caller sends of itself. */
export interface CallerHeaders {
  readonly cookie?: string | undefined
  readonly 'user-agent'?: string | undefined
}

/** All better-auth is told of a caller: the cookie, the program, the address. Never a host, an origin or a URL. */
export function authHeaders(caller: { readonly headers: CallerHeaders; readonly address?: string }): Headers {
  const { headers, address } = caller
  const told = new Headers()
  if (headers.cookie !== undefined) told.set('cookie', headers.cookie)
  if (headers['user-agent'] !== undefined) told.set('user-agent', headers['user-agent'].slice(0, 300))
  if (address !== undefined) told.set(addressHeader, address)
  return told
}
