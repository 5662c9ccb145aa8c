import { pluginErrors } from '@tessera/plugin-api'
import type { Questions } from '@tessera/plugin-api/server'
import type { QueryContext } from '@tessera/query'
import type { BelievedVersion } from './believed-version.ts'
import type { Caller } from './caller.ts'
import { outsideTransactions } from './outside-transactions.ts'
import type { ServiceParts } from './parts.ts'

/** Questions as a caller, refused as the public doors refuse them. */
export function questionsOf(
  { engine }: Pick<ServiceParts, 'engine'>,
  { tenant, plugins, rights, signal }: Caller,
  version: BelievedVersion,
): Questions {
  const asking = (): QueryContext => {
    if (!rights.has('metrics:read')) throw pluginErrors('scope_missing', { scope: 'metrics:read' })
    return { tenant, plugins, signal, dataVersion: version.now() }
  }
  return {
    query: outsideTransactions('query', async (query) => engine.run(query, asking())),
  }
}
