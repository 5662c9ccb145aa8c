import type { Catalogue } from '@tessera/plugin-api/server'
import { sources } from '../../sources.ts'

/** Which plugins there is something to read of in the tenant. */
export interface Sources {
  readonly product: boolean
  readonly support: boolean
  readonly revenue: boolean
}

const pluginsIn = (catalogue: Catalogue) => new Set(catalogue.metrics().map(({ id }) => id.slice(0, id.indexOf('.'))))

/** What accounts lack as a plugin is not there, or off for the tenant, a sentence each. */
export function lackingOf(catalogue: Catalogue): string[] {
  const there = pluginsIn(catalogue)
  return Object.entries(sources).flatMap(([id, { title, tells }]) =>
    there.has(id) ? [] : [`${title} is off: ${tells} are not counted.`],
  )
}

/** Looks which of the plugins are there, and on for the tenant. */
export function sourcesOf(catalogue: Catalogue): Sources {
  const there = pluginsIn(catalogue)
  return {
    product: there.has('product-analytics'),
    support: there.has('support'),
    revenue: there.has('saas-metrics'),
  }
}
