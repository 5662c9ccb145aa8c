import type { Catalogue } from '@tessera/plugin-api/server'

/** Which plugins there is something to read of in the tenant. */
export interface Sources {
  readonly product: boolean
  readonly support: boolean
  readonly revenue: boolean
}

/** Looks which of the plugins are there, and on for the tenant. */
export function sourcesOf(catalogue: Catalogue): Sources {
  const there = new Set(catalogue.metrics().map(({ id }) => id.slice(0, id.indexOf('.'))))
  return {
    product: there.has('product-analytics'),
    support: there.has('support'),
    revenue: there.has('saas-metrics'),
  }
}
