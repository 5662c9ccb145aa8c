import { pluginErrors } from '@tessera/plugin-api'
import type { Questions } from '@tessera/plugin-api/server'
import type { QueryContext } from '@tessera/query'
import type { BelievedVersion } from './believed-version.ts'
import type { Caller } from './caller.ts'
import { explainWith } from './explain.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

/** Questions as a caller, refused as the public doors refuse them. */
export function questionsOf(
  parts: Pick<ServiceParts, 'engine' | 'registry' | 'definitions'>,
  { tenant, plugins, rights, signal }: Caller,
  version: BelievedVersion,
): Questions {
  const { engine } = parts
  const asking = (): QueryContext => {
    if (!rights.has('metrics:read')) throw pluginErrors('scope_missing', { scope: 'metrics:read' })
    return { tenant, plugins, signal }
  }
  const seeing = (): QueryContext => ({ ...asking(), personal: rights.has('rows:read_personal') })
  return {
    query: outsideTransactions('query', async (query) =>
      engine.run(query, { ...asking(), dataVersion: version.now() }),
    ),
    rows: outsideTransactions('rows', async (request) => engine.rows(request, seeing())),
    explain: outsideTransactions('explain', async (query, at) => explainWith(parts, { query, at }, seeing())),
    decompose: outsideTransactions('decompose', async (request) => engine.decompose(request, asking())),
  }
}
