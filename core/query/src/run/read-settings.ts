import type { SettingsSet } from '../resolve/resolve-rules.ts'
import type { TenantStatements } from '../tenant-database.ts'

const text = `select plugin_id, settings from core.tenant_plugins where tenant_id = $1::uuid and settings <> '{}'`

/** Reads what admins of a tenant set, by plugin, where the figures are read. */
export async function readSettings({ run }: TenantStatements, tenantId: string): Promise<SettingsSet> {
  const rows = await run({ sql: text, parameters: [tenantId] }, { prepared: true })
  return Object.fromEntries(rows.map((row) => [row['plugin_id'], row['settings']])) as SettingsSet
}
