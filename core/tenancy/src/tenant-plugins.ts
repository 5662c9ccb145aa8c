import { neededBy, type Registry } from '@tessera/registry'
import type { TenantContext } from '@tessera/plugin-api/server'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { tenancyErrors } from './errors.ts'
import { tenantColumns, tenantContext, type TenantRow } from './tenants.ts'

/** What admins switched: plugin id → on or off. Plugins never touched are on. */
export type PluginSwitches = Readonly<Record<string, boolean>>

/** Column `switches` for a tenant of the table aliased `t`. */
export const switchesColumn: RawBuilder<unknown> = sql`
  (select coalesce(jsonb_object_agg(p.plugin_id, p.enabled), '{}') from core.tenant_plugins p
   where p.tenant_id = t.tenant_id) as switches`

/** The switches of a tenant as a transaction of it sees them. */
export async function readSwitches(db: Kysely<never>, tenantId: string): Promise<PluginSwitches> {
  const { rows } = await sql<{ switches: PluginSwitches }>`
    select coalesce(jsonb_object_agg(plugin_id, enabled), '{}') as switches
    from core.tenant_plugins where tenant_id = ${tenantId}`.execute(db)
  return rows[0]?.switches ?? {}
}

/** Running plugins a tenant may use: switched on, and with all they require. */
export function enabledPlugins(registry: Registry, switches: PluginSwitches): ReadonlySet<string> {
  const enabled = new Set<string>()
  // start order: a plugin comes after those it requires
  for (const { id, contract } of registry.plugins()) {
    if (switches[id] !== false && neededBy(contract).every((other) => enabled.has(other))) enabled.add(id)
  }
  return enabled
}

/** Running plugins a tenant may use, as its switches stand now. */
export async function readEnabledPlugins(
  owner: Kysely<never>,
  registry: Registry,
  tenantId: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ switches: PluginSwitches }>`
    select ${switchesColumn} from core.tenants t where t.tenant_id = ${tenantId}`.execute(owner)
  return enabledPlugins(registry, rows[0]?.switches ?? {})
}

/** Tenants that may use a plugin now, by slug: all, or the one named. */
export async function tenantsWith(
  owner: Kysely<never>,
  registry: Registry,
  { plugin, tenantId }: { readonly plugin: string; readonly tenantId?: string },
): Promise<TenantContext[]> {
  const one = tenantId === undefined ? sql`` : sql`where t.tenant_id = ${tenantId}::uuid`
  const { rows } = await sql<TenantRow & { switches: PluginSwitches }>`
    select ${tenantColumns}, ${switchesColumn} from core.tenants t ${one} order by t.slug`.execute(owner)
  return rows.filter(({ switches }) => enabledPlugins(registry, switches).has(plugin)).map(tenantContext)
}

/**
 * Switches a plugin on, with all it requires, or off; plugins that require it then stay off until it returns. Answers the
 * plugins whose state this changes. Refuses with `plugin_unknown`.
 */
export async function switchPlugin(
  services: { readonly owner: Kysely<never>; readonly registry: Registry },
  change: {
    readonly tenantId: string
    readonly plugin: string
    readonly enabled: boolean
    readonly by: string | null
  },
): Promise<string[]> {
  const { owner, registry } = services
  const { tenantId, plugin, enabled, by } = change
  if (!registry.plugin(plugin)) throw tenancyErrors('plugin_unknown', { plugin })
  const before = await readEnabledPlugins(owner, registry, tenantId)
  const ids = enabled ? [...registry.enabledClosure([plugin])] : [plugin]
  await sql`
    insert into core.tenant_plugins (tenant_id, plugin_id, enabled, changed_by, changed_at)
    select ${tenantId}::uuid, id, ${enabled}, ${by}::uuid, ${new Date()}::timestamptz from unnest(${ids}::text[]) as id
    on conflict (tenant_id, plugin_id) do update
    set enabled = excluded.enabled, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(owner)
  const after = await readEnabledPlugins(owner, registry, tenantId)
  return [...before.symmetricDifference(after)].toSorted()
}
