import type { PluginSpec } from '../../plugin.ts'
import type { TenantContext } from './tenant-context.ts'
import type { Log } from './log.ts'
import type { TenantServices } from './tenant-services.ts'

/** What a run for the whole installation gets. */
export interface InstallationServices<P = PluginSpec> {
  readonly log: Log
  /** Tenants that have the plugin enabled. */
  readonly tenants: () => Promise<readonly TenantContext[]>
  /** Refuses with `tenant_without_plugin` one that is gone, or has switched the plugin off since it was listed. */
  readonly forTenant: (tenant: TenantContext) => Promise<TenantServices<P>>
}
