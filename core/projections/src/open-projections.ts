import type { Database } from '@tessera/database'
import { runAs, schemaOf, type Registry } from '@tessera/registry'
import { enabledPlugins, readEnabledPlugins, type PluginSwitches } from '@tessera/tenancy'
import { olderSchemas } from './older-schemas.ts'
import { createProjectionKeeper, type ProjectionKeeper, type ProjectionLog } from './projection-keeper.ts'
import type { Projector } from './projector.ts'

/** The projections of the running plugins. */
export interface Projections {
  readonly keeper: ProjectionKeeper
  /** Running plugins that turn events into rows, in start order. */
  readonly projectors: () => readonly Projector[]
  /** Those of them a tenant with these switches may use; what others miss they read when they are switched on again. */
  readonly projectorsFor: (switches: PluginSwitches) => readonly Projector[]
  /** Notes that a plugin could not process events. */
  readonly failed: (plugin: string, error: Error) => void
}

/** Opens the projections of all plugins. `projected` is called after rows of a tenant were projected in the background. */
export async function openProjections(
  database: Database,
  registry: Registry,
  { log, projected }: { readonly log: ProjectionLog; readonly projected: (tenantId: string) => void },
): Promise<Projections> {
  const projecting = () => registry.plugins().filter(({ server }) => server?.project)
  const older = await olderSchemas(
    database.owner,
    projecting().map(({ id }) => schemaOf(id)),
  )
  const projectors = (): readonly Projector[] =>
    projecting().flatMap(({ id, contract, server }) => {
      const { project, projection = null, events = {} } = server ?? {}
      if (!project) return []
      return [
        {
          plugin: id,
          contract,
          types: new Map(Object.entries(events)),
          project,
          projection,
          isOlder: older.has(schemaOf(id)),
          runAs: (run) => runAs(id, run),
        },
      ]
    })
  const failed = (plugin: string, error: Error) => {
    log.error({ plugin }, error.message)
    registry.degrade(plugin, 'run', error)
  }
  const among = (enabled: ReadonlySet<string>) => projectors().filter(({ plugin }) => enabled.has(plugin))
  const keeper = createProjectionKeeper({
    database,
    projectorsOf: async (tenantId) => among(await readEnabledPlugins(database.owner, registry, tenantId)),
    failed,
    projected,
    log,
  })
  return { keeper, projectors, projectorsFor: (switches) => among(enabledPlugins(registry, switches)), failed }
}
