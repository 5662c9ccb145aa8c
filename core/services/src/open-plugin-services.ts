import type { PluginSpec } from '@tessera/plugin-api'
import type {
  InstallationServices,
  People,
  RequestContext,
  TenantContext,
  TenantServices,
} from '@tessera/plugin-api/server'
import { readAllSettings } from '@tessera/settings'
import { readEnabledPlugins, tenantsWith } from '@tessera/tenancy'
import { actAs, type Acting } from './act-as.ts'
import type { Caller } from './caller.ts'
import { serviceErrors } from './errors.ts'
import { runFollowers, type Changed } from './followers.ts'
import { logOf } from './log.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'
import { peopleOf } from './people.ts'

/** How a plugin works in a tenant that nobody asked. */
export type OwnWork = Pick<Caller, 'signal' | 'actor' | 'origin' | 'transactionMs'>

/** The services of all plugins of one process. */
export interface PluginServices {
  /**
   * What the context of a request holds of them. `caller` is called when the first one is used, and refuses who acts in no tenant.
   */
  readonly forRequest: (caller: () => Caller) => Pick<RequestContext, keyof Acting>
  /** For work of a plugin by itself: as the tenant, with the right to its figures and no other. */
  readonly forTenant: (plugin: PluginSpec, tenant: TenantContext, work: OwnWork) => Promise<TenantServices>
  /** People of a tenant, for work that declares that it acts as them. */
  readonly people: (tenant: TenantContext, work: OwnWork) => Promise<People>
  readonly forInstallation: (plugin: PluginSpec, work: OwnWork) => InstallationServices
  /** Has jobs run that follow what has changed. Never fails. */
  readonly follow: (changed: Changed) => Promise<void>
  /** Tenants that have the plugin enabled: all, or the one named. */
  readonly tenantsWith: (plugin: string, tenantId?: string) => Promise<readonly TenantContext[]>
}

const ownRights: ReadonlySet<string> = new Set(['metrics:read'])

/** Makes the services of plugins. */
export function openPluginServices(parts: ServiceParts): PluginServices {
  const { registry } = parts
  const { owner } = parts.database
  const withPlugin = (plugin: string, tenantId?: string) =>
    tenantsWith(owner, registry, { plugin, ...(tenantId === undefined ? {} : { tenantId }) })
  const callerFor = async (tenant: TenantContext, work: OwnWork): Promise<Caller> => {
    const [plugins, settings] = await Promise.all([
      readEnabledPlugins(owner, registry, tenant.id),
      readAllSettings(owner, tenant.id),
    ])
    return { ...work, tenant, plugins, settings, rights: ownRights }
  }
  const forTenant: PluginServices['forTenant'] = async (plugin, tenant, work) =>
    actAs(parts, await callerFor(tenant, work)).services(plugin)
  return {
    forRequest: (caller) => {
      let known: Acting | undefined
      const acting = () => (known ??= actAs(parts, caller()))
      return {
        services: (plugin) => acting().services(plugin),
        transaction: async (run) => acting().transaction(run),
        query: async (query) => acting().query(query),
        rows: async (request) => acting().rows(request),
        explain: async (query, at) => acting().explain(query, at),
        decompose: async (request) => acting().decompose(request),
      }
    },
    forTenant,
    people: async (tenant, work) => peopleOf(parts, await callerFor(tenant, work)),
    forInstallation: (plugin, work) => ({
      log: logOf(parts.log, { plugin: plugin.id, ...work.origin }),
      tenants: outsideTransactions('tenants', () => withPlugin(plugin.id)),
      forTenant: outsideTransactions('forTenant', async ({ id, slug }) => {
        // why: since it was listed it may have gone, or switched the plugin off
        const [now] = await withPlugin(plugin.id, id)
        if (!now) throw serviceErrors('tenant_without_plugin', { plugin: plugin.id, tenant: slug })
        return forTenant(plugin, now, work)
      }),
    }),
    follow: (changed) => runFollowers(parts, changed),
    tenantsWith: withPlugin,
  }
}
