import { createHash } from 'node:crypto'
import type { Database } from '@tessera/database'

/** Tables of core that figures are made from; those of plugins all are. */
const ofCore = new Set(['core.events', 'core.accounts', 'core.users', 'core.tenants', 'core.tenant_plugins'])

/** Names the state of all that figures of a tenant may be made from. */
export async function dataState({ tableVersions }: Pick<Database, 'tableVersions'>, tenantId: string): Promise<string> {
  const { whole, tables } = await tableVersions(tenantId)
  const read = Object.entries(tables)
    .filter(([table]) => !table.startsWith('core.') || ofCore.has(table))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([whole, read]))
    .digest('hex')
    .slice(0, 32)
}
