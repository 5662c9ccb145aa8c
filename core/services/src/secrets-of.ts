import type { PluginSpec } from '@tessera/plugin-api'
import type { SecretsOf, TenantContext } from '@tessera/plugin-api/server'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

/** The secrets of one plugin in one tenant. */
export function secretsOf(
  { vault }: Pick<ServiceParts, 'vault'>,
  plugin: PluginSpec,
  { id }: TenantContext,
): SecretsOf<PluginSpec> {
  return {
    read: outsideTransactions('secrets.read', (name: string) => vault.read(id, plugin, name)),
    isSet: outsideTransactions('secrets.isSet', async (name: string) =>
      Object.hasOwn(await vault.states(id, plugin.id), name),
    ),
  }
}
