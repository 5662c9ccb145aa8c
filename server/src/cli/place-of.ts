import { pluginErrors } from '@tessera/plugin-api'
import { asPlugin, type Database } from '@tessera/database'
import { schemaOf, type Registry } from '@tessera/registry'
import { recordTable, type ImportPlace } from '@tessera/records'
import type { PluginServices } from '@tessera/services'
import { readEnabledPlugins, tenancyErrors } from '@tessera/tenancy'

/** What commands about tables rest on. */
export interface Parts {
  readonly database: Database
  readonly registry: Registry
  readonly pluginServices: Pick<PluginServices, 'follow'>
}

/** A table of a tenant by `<plugin>.<table>`, to be imported into. Refuses with `plugin_unknown`, `plugin_disabled` and `table_unknown`. */
export async function placeOf(
  { database, registry, pluginServices }: Parts,
  tenantId: string,
  named: string,
): Promise<ImportPlace> {
  const [plugin = '', name = ''] = named.split('.', 2)
  const contract = registry.plugin(plugin)?.contract
  if (!contract) throw tenancyErrors('plugin_unknown', { plugin })
  if (!(await readEnabledPlugins(database.owner, registry, tenantId)).has(plugin)) {
    throw pluginErrors('plugin_disabled', { plugin })
  }
  return {
    table: recordTable(contract, name),
    tenantId,
    transaction: (run) => database.tenantTransaction(tenantId, run),
    changed: () => pluginServices.follow({ tenantId, plugin, table: name }),
    asPlugin: (db, run) => asPlugin(db, schemaOf(plugin), run),
  }
}
