import type { PluginStatus } from '@tessera/plugin-api/wire'
import type { Registry } from '@tessera/registry'
import type { Command } from 'commander'
import { afterSwitch } from '@tessera/services'
import { findTenant, readEnabledPlugins, switchPlugin } from '@tessera/tenancy'
import { hideSecrets } from '../../secrets/hide-secrets.ts'
import { recordDone } from '../record-done.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withServices } from '../session.ts'

/** The states of plugins, without passwords that a reason quotes. */
export function shownStatuses(registry: Pick<Registry, 'statuses'>): PluginStatus[] {
  return registry
    .statuses()
    .map((status) => ({ ...status, error: status.error === null ? null : hideSecrets(status.error) }))
}

interface ListOptions extends OutputOptions {
  readonly tenant?: string
}

/** `plugin list`, `plugin enable`, `plugin disable`. */
export function pluginCommand(program: Command): void {
  const plugin = program.command('plugin').description('plugins, and which tenants use them')
  plugin
    .command('list')
    .description('list all plugins, with --tenant also whether it may use them')
    .option('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (options: ListOptions) => {
      const { rows, skipped } = await withServices(async ({ database, registry }) => {
        const statuses = shownStatuses(registry)
        if (options.tenant === undefined) return { rows: statuses, skipped: registry.skipped }
        const tenant = await findTenant(database.owner, options.tenant)
        const enabled = await readEnabledPlugins(database.owner, registry, tenant.id)
        return {
          rows: statuses.map((status) => ({ ...status, enabled: enabled.has(status.id) })),
          skipped: registry.skipped,
        }
      })
      const columns = ['id', 'version', 'state', ...(options.tenant === undefined ? [] : ['enabled']), 'problem']
      print(options, rows, () =>
        [
          table(
            columns,
            rows.map((row) => [row.id, row.version, row.state, ...('enabled' in row ? [row.enabled] : []), row.error]),
          ),
          ...skipped.map(({ place, reason }) => `${place} is no plugin here: ${reason}`),
        ].join('\n'),
      )
    })
  for (const enabled of [true, false]) {
    const verb = enabled ? 'enable' : 'disable'
    plugin
      .command(`${verb} <plugin>`)
      .description(enabled ? 'enable a plugin, with all it requires' : 'disable a plugin, with all that require it')
      .requiredOption('--tenant <slug>', 'tenant')
      .option('--json', 'print JSON')
      .action(async (id: string, options: OutputOptions & { readonly tenant: string }) => {
        const changed = await withServices(async (services) => {
          const { database, registry } = services
          const { owner } = database
          const tenant = await findTenant(owner, options.tenant)
          const switched = await switchPlugin(
            { owner, registry },
            { tenantId: tenant.id, plugin: id, enabled, by: null },
          )
          await afterSwitch(services, { tenantId: tenant.id, plugins: switched, enabled })
          const action = enabled ? 'plugin_enabled' : 'plugin_disabled'
          await recordDone(owner, { tenantId: tenant.id, action, plugin: id, details: { changed: switched } })
          return switched
        })
        print(options, { changed }, () => `${verb}d: ${changed.join(', ') || `nothing, it was ${verb}d already`}`)
      })
  }
}
