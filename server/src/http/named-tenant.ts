import type { IncomingHttpHeaders } from 'node:http'
import { slugForm } from '@tessera/tenancy'

/** Where the API lies for a tenant: `/t/<slug>/api/…` is `/api/…` with the tenant said. */
const inTenant = /^\/t\/([^/?#]+)(?=\/api\/)/

const named = new WeakMap<IncomingHttpHeaders, string>()

/** Takes the tenant off an address of the API, and notes it for `namedTenant`. */
export function withoutTenant(url: string, headers: IncomingHttpHeaders): string {
  const [start = '', slug] = inTenant.exec(url) ?? []
  if (slug === undefined || !slugForm.test(slug)) return url
  named.set(headers, slug)
  return url.slice(start.length)
}

/** Slug of the tenant that the address of a request named; null for none. Whether the caller has business there is not looked at. */
export function namedTenant(headers: IncomingHttpHeaders): string | null {
  return named.get(headers) ?? null
}
