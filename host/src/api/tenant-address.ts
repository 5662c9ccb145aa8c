import { basePath } from './base-path.ts'

const inTenant = /^\/t\/([a-z][a-z0-9-]{1,62})(?=\/|$)/

/** The tenant that an address below the base path names by its slug; null for none. */
export function tenantIn(pathname: string): string | null {
  return inTenant.exec(pathname)?.[1] ?? null
}

/** The tenant this page was loaded for; null for pages of no tenant. It never changes: another tenant is another load of the page. */
export function pageTenant(): string | null {
  return tenantIn(window.location.pathname.slice(basePath().length))
}

/** Where the pages and the API of this page's tenant lie, without a slash at the end. */
export function tenantBase(tenant: string | null = pageTenant()): string {
  return basePath() + (tenant === null ? '' : `/t/${tenant}`)
}

/** The address of this page below the base path, as it stands. */
export function ownAddress(): string {
  const { pathname, search, hash } = window.location
  return pathname.slice(basePath().length) + search + hash
}

/** Loads the page at another address below the base path, in place of this one. */
export function loadInstead(address: string): void {
  window.location.replace(basePath() + address)
}
