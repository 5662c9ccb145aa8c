import { createRightBook, type RightBook } from '@tessera/registry'
import type { Kysely } from 'kysely'
import { readConfig } from '../config.ts'
import { readEnabledPlugins } from '@tessera/tenancy'
import { findPlugins } from '../start/open-services.ts'

/** The rights there are in a tenant. */
export interface TenantRights {
  readonly book: RightBook
  readonly enabled: ReadonlySet<string>
}

/** Rights that need no plugin. */
export const coreBook = createRightBook({ plugins: () => [], plugin: () => undefined })

const isCore = (scope: string) => coreBook.rights().some(({ id }) => id === scope)

/** The rights a tenant knows. Plugins are loaded, not started, and only where a scope asked for is not core's own. */
export async function tenantRights(
  owner: Kysely<never>,
  tenantId: string,
  scopes?: readonly string[],
): Promise<TenantRights> {
  if (scopes?.every(isCore)) return { book: coreBook, enabled: new Set() }
  const book = await findPlugins({ config: readConfig(process.env) })
  return { book, enabled: await readEnabledPlugins(owner, book, tenantId) }
}
